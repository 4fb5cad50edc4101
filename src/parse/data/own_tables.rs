//! The site's own rows of the tables: indicators, regions, sessions.

use crate::diag::{Diagnostic, data as say, figures, front_matter as say_map};
use crate::figures::catalogue::{self, Better, Indicator, Kind, Tier};
use crate::figures::partial_date::{DateError, PartialDate};
use crate::figures::quantity;
use crate::figures::region::{Level, Region};
use crate::figures::session::Session;
use crate::parse::Tables;
use crate::parse::fields::Fields;

/// What puts a row into its table.
pub type Insert = fn(&mut Tables, &mut Fields<'_>) -> Result<(), Box<Diagnostic>>;

/// What takes the rows of a file of this stem; none for figures.
pub fn of(stem: &str) -> Option<Insert> {
    match stem {
        "indicators" => Some(indicator),
        "regions" => Some(region),
        "sessions" => Some(session),
        _ => None,
    }
}

fn indicator(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let id = fields.text("id").ok_or_else(|| missing(fields, "id"))?;
    if !catalogue::is_id(&id) {
        return Err(Box::new(say::bad_indicator_id(fields.place(&["id".into()]), &id)));
    }
    let old = tables.catalogue.get(&id).cloned();
    let text = |written: Option<String>, old: fn(&Indicator) -> String, base: &Option<Indicator>| {
        written.unwrap_or_else(|| base.as_ref().map(old).unwrap_or_default())
    };
    let units: Vec<String> = split(fields.text("units")).iter().map(|it| plain_unit(it)).collect();
    let unit = fields
        .text("unit")
        .filter(|it| !it.is_empty())
        .map(|it| plain_unit(&it))
        .or_else(|| old.as_ref().map(|it| it.unit.clone()))
        .or_else(|| units.first().cloned());
    let kind =
        word(fields, "kind", &Kind::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.kind));
    let better =
        word(fields, "better", &Better::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.better));
    let name_zh = text(fields.text("name_zh"), |it| it.name_zh.clone(), &old);
    if name_zh.is_empty() {
        return Err(missing(fields, "name_zh"));
    }
    let function = text(fields.text("function"), |it| it.function.clone(), &old);
    let definition = fields.text("definition").or_else(|| old.as_ref().and_then(|it| it.definition.clone()));
    let synonyms = split(fields.text("synonyms"));
    let tier =
        word(fields, "tier", &Tier::ALL.map(|it| (it.as_str(), it))).or(old.as_ref().map(|it| it.tier));
    let written = fields.text("formula").or_else(|| fields.text("formula_or_note"));
    // What checks count with is read when all indicators are there.
    let _ = (fields.text("parts"), fields.text("at_most"));
    let formula = written.clone().or_else(|| old.as_ref().and_then(|it| it.formula.clone()));
    if function.is_empty() {
        return Err(missing(fields, "function"));
    }
    let unit = unit.ok_or_else(|| missing(fields, "unit"))?;
    let kind = kind.unwrap_or_else(|| Kind::of_unit(&unit));
    check_units(fields, kind, &unit, &units);
    let mut accepted =
        if units.is_empty() { old.as_ref().map(|it| it.units.clone()).unwrap_or_default() } else { units };
    if !accepted.contains(&unit) && !unit.is_empty() {
        accepted.insert(0, unit.clone());
    }
    tables.catalogue.insert(Indicator {
        id,
        function,
        name_en: text(fields.text("name_en"), |it| it.name_en.clone(), &old),
        name_zh,
        unit,
        units: accepted,
        kind,
        better: better.unwrap_or(Better::Neutral),
        // A site writes it once, in its own language.
        formula_zh: written.or_else(|| old.as_ref().and_then(|it| it.formula_zh.clone())),
        formula,
        definition,
        synonyms: if synonyms.is_empty() { old.map(|it| it.synonyms).unwrap_or_default() } else { synonyms },
        tier: tier.unwrap_or(Tier::Extended),
    });
    Ok(())
}

/// Tells of a unit that no indicator of the kind can have.
fn check_units(fields: &Fields<'_>, kind: Kind, unit: &String, units: &[String]) {
    let main = Some(unit).filter(|it| !kind.takes(it));
    let further = units.iter().find(|it| !kind.takes(it));
    for (key, wrong) in [("unit", main), ("units", further)] {
        if let Some(wrong) = wrong {
            fields.say(say::unit_of_kind(fields.place(&[key.into()]), wrong, kind));
        }
    }
}

/// A unit as values have it: `%` for `％`, 元 for 万元.
fn plain_unit(written: &str) -> String {
    let read = quantity::parse(&format!("1{written}")).ok().map(|it| it.unit).filter(|it| !it.is_empty());
    read.unwrap_or_else(|| written.to_owned())
}

fn split(list: Option<String>) -> Vec<String> {
    let list = list.unwrap_or_default();
    list.split([',', '，', '、']).map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

fn word<T: Copy>(fields: &mut Fields<'_>, key: &'static str, known: &[(&'static str, T)]) -> Option<T> {
    let written = fields.text(key).filter(|text| !text.is_empty())?;
    let found = known.iter().find(|(name, _)| *name == written).map(|&(_, value)| value);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|&(name, _)| name).collect();
        fields.say(say_map::not_one_of(fields.place(&[key.into()]), key, &written, &names));
    }
    found
}

fn region(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let (code, name, level) = (fields.text("code"), fields.text("name"), fields.text("level"));
    let parent = fields.text("parent").filter(|it| !it.is_empty());
    let (valid_from, valid_to) = (partial_date(fields, "valid_from"), partial_date(fields, "valid_to"));
    let successor = fields.text("successor").filter(|it| !it.is_empty());
    let code = code.ok_or_else(|| missing(fields, "code"))?;
    let name = name.ok_or_else(|| missing(fields, "name"))?;
    let written = level.ok_or_else(|| missing(fields, "level"))?;
    let level = Level::from_letter(&written)
        .ok_or_else(|| figures::unknown_level(fields.place(&["level".into()]), &written))?;
    if !matches!(code.len(), 6 | 9) || !code.chars().all(|it| it.is_ascii_digit()) {
        return Err(Box::new(say::bad_code(fields.place(&["code".into()]), &code)));
    }
    tables.regions.insert(Region { code, name, level, parent, valid_from, valid_to, successor });
    Ok(())
}

/// A row without a key it needs.
fn missing(fields: &Fields<'_>, key: &str) -> Box<Diagnostic> {
    Box::new(say::no_key(fields.place(&[]), key))
}

fn session(tables: &mut Tables, fields: &mut Fields<'_>) -> Result<(), Box<Diagnostic>> {
    let region = fields.text("region_code");
    // For the reader of the table only.
    let _ = fields.text("region");
    let evidence = fields.text("evidence");
    let number = |number: Option<u64>| number.and_then(|it| u16::try_from(it).ok());
    let (term, session) = (number(fields.whole_text("term")), number(fields.whole_text("session")));
    let (start, end) = (partial_date(fields, "start"), partial_date(fields, "end"));
    let region = region.ok_or_else(|| missing(fields, "region_code"))?;
    let term = term.ok_or_else(|| missing(fields, "term"))?;
    let number = session.ok_or_else(|| missing(fields, "session"))?;
    let start = start.ok_or_else(|| missing(fields, "start"))?;
    tables.sessions.insert(Session { region, term, number, start, end, evidence });
    Ok(())
}

/// A year, month or day.
fn partial_date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    let written = fields.text(key).filter(|it| !it.is_empty())?;
    match PartialDate::parse(&written) {
        Ok(date) => Some(date),
        Err(why) => {
            fields.say(say_map::bad_date(
                fields.place(&[key.into()]),
                &written,
                why == DateError::Unreadable,
            ));
            None
        }
    }
}
