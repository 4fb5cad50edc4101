//! What `view.rs` and `pages.rs` say: structs, fields, types, comments; which template sees which.

use syn::{Attribute, Expr, Item, Lit, Meta, Type};

/// A struct of `view.rs`.
pub struct Struct {
    pub name: String,
    pub about: String,
    /// Whether it has the fields of `Head`, too.
    pub has_head: bool,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: String,
    pub about: String,
    pub kind: Kind,
}

/// The type of a value, as a template sees it.
pub enum Kind {
    Text,
    Flag,
    Integer,
    Number,
    Any,
    Struct(String),
    List(Box<Kind>),
    Optional(Box<Kind>),
}

/// Template and the name of the struct that it sees.
pub fn pages() -> Vec<(String, String)> {
    let file = syn::parse_file(include_str!("../../../src/render/pages.rs")).unwrap();
    let mut pages = Vec::new();
    for item in file.items {
        let Item::Impl(it) = item else { continue };
        let Type::Path(of) = *it.self_ty else { panic!() };
        let view = of.path.segments.last().unwrap().ident.to_string();
        for item in it.items {
            let syn::ImplItem::Const(list) = item else { continue };
            let Expr::Reference(list) = list.expr else { panic!("{view}") };
            let Expr::Array(list) = *list.expr else { panic!("{view}") };
            for name in list.elems {
                let Expr::Lit(name) = name else { panic!("{view}") };
                let Lit::Str(name) = name.lit else { panic!("{view}") };
                pages.push((name.value(), view.clone()));
            }
        }
    }
    assert!(pages.len() > 12);
    pages
}

/// The structs that templates see, in their order.
pub fn structs() -> Vec<Struct> {
    let file = syn::parse_file(include_str!("../../../src/render/view.rs")).unwrap();
    let mut structs = Vec::new();
    for item in file.items {
        let Item::Struct(it) = item else { continue };
        let mut found = Struct {
            name: it.ident.to_string(),
            about: comment(&it.attrs),
            has_head: false,
            fields: Vec::new(),
        };
        for field in it.fields {
            let name = field.ident.as_ref().unwrap().to_string();
            if name == "head" && field.attrs.iter().any(|it| it.path().is_ident("serde")) {
                found.has_head = true;
                continue;
            }
            let about = comment(&field.attrs);
            assert!(!about.is_empty(), "{}.{name} says nothing", found.name);
            let kind = kind_of(&field.ty, &about);
            found.fields.push(Field { name, about, kind });
        }
        structs.push(found);
    }
    assert!(structs.len() > 40);
    structs
}

fn comment(attributes: &[Attribute]) -> String {
    let line = |it: &Attribute| {
        let Meta::NameValue(pair) = &it.meta else { return None };
        let Expr::Lit(text) = &pair.value else { return None };
        let Lit::Str(text) = &text.lit else { return None };
        it.path().is_ident("doc").then(|| text.value().trim().to_owned())
    };
    attributes.iter().filter_map(line).collect::<Vec<_>>().join(" ")
}

/// The type of a field; of a value that is made elsewhere, its comment names the struct: [`Figure`] each.
fn kind_of(of: &Type, about: &str) -> Kind {
    let path = match of {
        Type::Reference(inner) => return kind_of(&inner.elem, about),
        Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("a type of view.rs is new here"),
    };
    let inner = || match &path.arguments {
        syn::PathArguments::AngleBracketed(list) => {
            let types = list.args.iter().filter_map(|it| match it {
                syn::GenericArgument::Type(inner) => Some(inner),
                _ => None,
            });
            Box::new(kind_of(types.last().unwrap(), about))
        }
        _ => panic!("{about}"),
    };
    match path.ident.to_string().as_str() {
        "String" | "str" => Kind::Text,
        "bool" => Kind::Flag,
        "usize" | "u8" | "i32" => Kind::Integer,
        "f64" => Kind::Number,
        "Cow" => *inner(),
        "Vec" => Kind::List(inner()),
        "Option" => Kind::Optional(inner()),
        "Value" => match about.split_once("[`").and_then(|(_, rest)| rest.split_once("`]")) {
            Some((name, _)) => Kind::Struct(name.to_owned()),
            None => Kind::Any,
        },
        name => Kind::Struct(name.to_owned()),
    }
}
