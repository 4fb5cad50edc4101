//! Loading templates, and saying what is wrong with one.

use tera::value::Map;
use tera::{Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::assemble::Site;
use crate::diag::{Diagnostic, Place, template as say};
use crate::theme;

/// The theme's templates with the site's own in their place.
pub fn load(site: &Site) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::default();
    // Whatever a template is called, what it shows is escaped.
    tera.autoescape_on([""]);
    tera.register_filter("group_by", group_by);
    let builtin = theme::templates();
    let own = site.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let kept = builtin.iter().copied().filter(|(name, _)| !site.templates.iter().any(|(own, _)| own == name));
    let all: Vec<(&str, &str)> = kept.chain(own).collect();
    tera.add_raw_templates(all).map_err(|error| vec![finding(&error, "", site)])?;
    Ok(tera)
}

/// Tera's own groups in the order of a hash map, which differs from run to run; this one keeps the order of the list.
fn group_by(items: &[Value], kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let attribute = kwargs.must_get::<String>("attribute")?;
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for item in items {
        let Some(key) = item.get_from_path(&attribute).filter(|key| !key.is_none() && !key.is_undefined())
        else {
            continue;
        };
        let key = key.to_string();
        match groups.iter_mut().find(|(name, _)| *name == key) {
            Some((_, members)) => members.push(item.clone()),
            None => groups.push((key, vec![item.clone()])),
        }
    }
    let map: Map = groups.into_iter().map(|(key, members)| (key.into(), Value::from(members))).collect();
    Ok(Value::from(map))
}

/// What Tera says, with the place in the template; `page` is what was being made.
pub fn finding(error: &Error, page: &str, site: &Site) -> Diagnostic {
    let own = |name: &str| site.templates.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str());
    let text_of = |name: &str| {
        own(name).or_else(|| {
            theme::templates().into_iter().find(|(builtin, _)| *builtin == name).map(|(_, text)| text)
        })
    };
    let file = |name: &str| {
        if own(name).is_some() { format!("templates/{name}") } else { format!("(yaomu) templates/{name}") }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = report.filename();
            let place = match text_of(name) {
                Some(text) => Place::in_text(file(name), text, report.span().range.clone()),
                None => Place::file(file(name)),
            };
            say::wrong(place, report.message(), page)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            say::circular(Place::file(file(tpl)), &inheritance_chain.join(" → "))
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            say::circular(Place::file(file(tpl)), &include_chain.join(" → "))
        }
        ErrorKind::MissingParent { current, parent } => say::missing(Place::file(file(current)), parent),
        ErrorKind::TemplateNotFound(name) => say::missing(Place::file(file(name)), name),
        _ => say::wrong(Place::file("templates"), &error.to_string(), page),
    }
}
