//! Loading templates, and saying what is wrong with one.

use tera::value::Map;
use tera::{Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::assemble::Site;
use crate::diag::{Diagnostic, Place, template as say};
use crate::theme;

/// What stands before the name of a template of the theme in whose place the site has its own, so that it can be extended:
/// `{% extends "theme/base.html" %}`.
const UNDER: &str = "theme/";

/// Templates, ready to be rendered: the preview loads them once for many pages.
#[derive(Clone)]
pub struct Templates(pub(super) Tera);

/// The theme's templates with the site's own in their place.
///
/// # Errors
/// What is wrong with the site's own.
pub fn load(site: &Site) -> Result<Templates, Vec<Diagnostic>> {
    let mut tera = Tera::default();
    // Whatever a template is called, what it shows is escaped.
    tera.autoescape_on([""]);
    tera.register_filter("group_by", group_by);
    let builtin = theme::templates();
    let own = site.templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let kept = builtin.iter().copied().filter(|(name, _)| !site.templates.iter().any(|(own, _)| own == name));
    let under = overridden(site);
    let under = under.iter().map(|(name, text)| (name.as_str(), *text));
    let all: Vec<(&str, &str)> = kept.chain(under).chain(own).collect();
    tera.add_raw_templates(all).map_err(|error| all_findings(&error, site))?;
    Ok(Templates(tera))
}

/// The theme's templates that the site has its own of, under the names of [`UNDER`]; components, which no template may have
/// twice, are not among them.
fn overridden(site: &Site) -> Vec<(String, &'static str)> {
    let has = |name: &str| site.templates.iter().any(|(own, _)| own == name);
    let ours =
        theme::templates().into_iter().filter(|(name, _)| has(name) && !name.starts_with("components/"));
    ours.map(|(name, text)| (format!("{UNDER}{name}"), text)).filter(|(name, _)| !has(name)).collect()
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

/// What Tera says when it loads templates: it joins what is wrong with several of them into one text of reports.
fn all_findings(error: &Error, site: &Site) -> Vec<Diagnostic> {
    let ErrorKind::Msg(reports) = error.kind() else { return vec![finding(error, "", site)] };
    let found: Vec<Diagnostic> =
        reports.split("error: ").filter_map(|report| reported(report, site)).collect();
    if found.is_empty() { vec![finding(error, "", site)] } else { found }
}

/// One report: the words, an arrow with `name:line:column`, the line, and as many carets as characters are meant.
fn reported(report: &str, site: &Site) -> Option<Diagnostic> {
    let (words, rest) = report.split_once('\n')?;
    let arrow = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = arrow.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let name = parts.next()?;
    let carets = rest.lines().nth(3).map_or(1, |line| line.matches('^').count());
    let (file, text) = source(name, site);
    let place = Place::at(file, text?, line, column, u32::try_from(carets).unwrap_or(1));
    let quoted = words.split('`').nth(1).unwrap_or_default();
    Some(if words.starts_with("Unknown template") {
        say::missing(place, quoted)
    } else if words.contains("is not defined in any parent template") {
        say::missing_block(place, quoted, name)
    } else {
        say::wrong(place, words, "")
    })
}

/// Where a template lies, and its text: the site's own, else the theme's.
fn source<'a>(name: &str, site: &'a Site) -> (String, Option<&'a str>) {
    if let Some((_, text)) = site.templates.iter().find(|(own, _)| own == name) {
        return (format!("templates/{name}"), Some(text));
    }
    let name = name.strip_prefix(UNDER).unwrap_or(name);
    let builtin = theme::templates().into_iter().find(|(builtin, _)| *builtin == name);
    (format!("(yaomu) templates/{name}"), builtin.map(|(_, text)| text))
}

/// What Tera says, with the place in the template; `page` is what was being made.
pub fn finding(error: &Error, page: &str, site: &Site) -> Diagnostic {
    let file = |name: &str| source(name, site).0;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = report.filename();
            let place = match source(name, site) {
                (file, Some(text)) => Place::in_text(file, text, report.span().range.clone()),
                (file, None) => Place::file(file),
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
