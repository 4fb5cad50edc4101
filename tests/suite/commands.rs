//! The command line described: help and refusals in both languages, completions, man pages, the manual's page of commands.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command as Process;

use clap::{Arg, ArgAction, Command};
use yaomu::cli;
use yaomu::diag::Language;

use super::site::{Ran, Site, updating};

fn run(args: &[&str]) -> Ran {
    Site::empty().run(args)
}

/// Every command with its whole name, as it is spoken of in `language`.
fn commands(language: Language) -> Vec<(String, Command)> {
    fn gather(command: &Command, name: &str, found: &mut Vec<(String, Command)>) {
        found.push((name.to_owned(), command.clone()));
        for inner in command.get_subcommands() {
            gather(inner, &format!("{name} {}", inner.get_name()), found);
        }
    }
    let mut command = cli::command(language);
    command.build();
    let mut found = Vec::new();
    gather(&command, "yaomu", &mut found);
    found
}

#[test]
fn help_is_in_the_language_asked_for() {
    for (name, _) in commands(Language::English) {
        let args: Vec<&str> = name.split(' ').skip(1).collect();
        let zh = run(&[&args[..], &["--lang", "zh", "--help"]].concat());
        assert_eq!(zh.code, Some(0));
        assert!(
            zh.stdout.contains(&format!("\n用法: {name}")) && !zh.stdout.contains("Usage"),
            "{}",
            zh.stdout
        );
        let en = run(&[&["--lang=en"], &args[..], &["-h"]].concat());
        assert!(en.stdout.contains(&format!("\nUsage: {name}")), "{}", en.stdout);
    }
}

#[test]
fn refusals_are_in_the_language_asked_for() {
    for (line, zh, en) in [
        ("buld", "没有 `buld` 这个命令\n  是不是 `build`？", "unrecognized subcommand"),
        ("build --outptu x", "没有 `--outptu` 这个参数\n  是不是 `--output`？", "unexpected argument"),
        ("build --output", "`--output <文件夹>` 后面没有写值", "a value is required"),
        ("build --today tomorrow", "`--today <日期>` 不能写 `tomorrow`：要写 2026-11-22", "a day such as"),
        ("build --base-url x", "要写 https://example.org/digest/ 这样的网址", "an address such as"),
        ("serve --port 70000", "`--port <端口>` 不能写 `70000`：要写 0 到 65535", "70000 is not in"),
        ("serve --address here", "要写 127.0.0.1 这样的 IP 地址", "invalid IP address"),
        ("build --format xml", "可以写：`human`、`json`", "[possible values: human, json"),
        ("new artikel", "`<种类>` 不能写 `artikel`\n  是不是 `article`？", "a similar value exists"),
        ("new", "还要写 `<种类>`\n\n用法: yaomu new [选项] <种类> [标题]", "were not provided"),
        ("figures export --force", "还要写 `--output <文件夹>`", "were not provided"),
        ("build --strict --strict", "`--strict` 只能写一次", "cannot be used multiple times"),
        ("build all", "没有 `all` 这个参数", "unexpected argument"),
        ("figures", "用法: yaomu figures [选项] <命令>", "Usage: yaomu figures"),
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        for (lang, words) in [("zh", zh), ("en", en)] {
            let ran = run(&[&["--lang", lang], &args[..]].concat());
            assert_eq!(ran.code, Some(2), "{line}: {ran:?}");
            assert!(ran.stderr.contains(words), "{line}: {}", ran.stderr);
            assert_eq!(ran.stdout, "");
        }
    }
}

#[test]
fn the_version_names_the_commit_where_there_is_one() {
    let said = run(&["--version"]).stdout;
    assert_eq!(said, format!("yaomu {}\n", cli::VERSION));
    let rest = cli::VERSION.strip_prefix(env!("CARGO_PKG_VERSION")).unwrap();
    let is_hash = |it: &str| it.len() == 10 && it.bytes().all(|it| it.is_ascii_hexdigit());
    let commit = rest.strip_prefix(" (").and_then(|it| it.strip_suffix(')'));
    assert!(rest.is_empty() || commit.is_some_and(|it| is_hash(it.split(' ').next().unwrap())), "{rest}");
    // A repository is an owner and a name, and nothing of a password that an address may hold.
    assert!(cli::repository().is_none_or(|it| it.split('/').count() == 2 && !it.contains(['@', ':'])));
}

#[test]
fn shells_get_completions_of_all_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        for lang in ["zh", "en"] {
            let ran = run(&["completions", shell, "--lang", lang]);
            assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
            for (name, _) in commands(Language::English) {
                let word = name.split(' ').next_back().unwrap();
                assert!(ran.stdout.contains(word), "{shell}: {name}");
            }
        }
    }
}

#[test]
#[cfg(unix)]
fn bash_completes_commands_and_options() {
    let site = Site::empty();
    site.file("yaomu.bash", run(&["completions", "bash"]).stdout);
    // What bash offers for the last of `words`.
    let offered = |words: &str| {
        let script = format!(
            "source yaomu.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _yaomu yaomu \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let ran = Process::new("bash").arg("-c").arg(script).current_dir(site.root()).output().unwrap();
        assert!(ran.status.success() && ran.stderr.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
        let mut words: Vec<String> =
            String::from_utf8(ran.stdout).unwrap().split_whitespace().map(str::to_owned).collect();
        // Whether bash sorts them is a matter of its version.
        words.sort();
        words.join(" ")
    };
    let checked = Process::new("bash").arg("-n").arg("yaomu.bash").current_dir(site.root()).status();
    assert!(checked.unwrap().success());
    assert_eq!(offered("yaomu bui"), "build");
    assert_eq!(offered("yaomu new iss"), "issue");
    assert_eq!(offered("yaomu figures export --for"), "--force --format");
}

#[test]
fn man_pages_tell_of_all_commands() {
    for (lang, language, heading) in
        [("zh", Language::Chinese, ".SH 用法"), ("en", Language::English, ".SH SYNOPSIS")]
    {
        let page = run(&["man", "--lang", lang]).stdout;
        assert!(page.contains(heading), "{page}");
        let site = Site::empty();
        let ran = site.run(&["man", "--lang", lang, "--output", "man"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        for (name, command) in commands(language) {
            let file = name.replace(' ', "-");
            let text = fs::read_to_string(site.root().join(format!("man/{file}.1"))).unwrap();
            assert!(text.contains(&first_words(&command)), "{text}");
            let inner = name.split(' ').count() == 2;
            assert!(!inner || page.contains(&file.replace('-', "\\-")), "{file} in\n{page}");
            assert_renders(&site.root().join(format!("man/{file}.1")), &file);
        }
    }
}

/// The beginning of what a command does: further on, roff has signs of its own.
fn first_words(command: &Command) -> String {
    command.get_about().unwrap().to_string().chars().take(4).collect()
}

/// Where groff is there, it has nothing to say against the page.
fn assert_renders(page: &Path, name: &str) {
    let groff = Process::new("groff").args(["-man", "-ww", "-K", "utf8", "-T", "utf8"]).arg(page).output();
    let Ok(ran) = groff else { return };
    let (shown, said) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    // A preprocessor for other encodings than Latin ones is not installed everywhere.
    if !ran.status.success() {
        return;
    }
    assert!(shown.contains(name.split('-').next_back().unwrap()), "{shown}");
    assert!(said.is_empty(), "{said}");
}

/// The words of the manual's page of commands.
struct Words {
    head: &'static str,
    all: &'static str,
    values: fn(&str, &str) -> String,
    default: fn(&str) -> String,
    stop: &'static str,
}

const ENGLISH: Words = Words {
    head: "---\ntitle: Commands\nkind: page\nweight: 80\nsummary: Every command of yaomu and all its options.\n---\n\n\
           `yaomu COMMAND --help` says the same in the terminal. What stands in angle brackets is yours to write, what stands in square \
           ones may be left out.\n",
    all: "Options of every command",
    values: |name, meaning| format!("{name}: {meaning}"),
    default: |value| format!(" (default: `{value}`)"),
    stop: ".",
};

const CHINESE: Words = Words {
    head: "---\ntitle: 命令\nkind: page\nweight: 80\nsummary: yaomu 的每个命令和全部选项。\n---\n\n\
           在终端里写 `yaomu 命令 --help` 也看得到。尖括号里的要自己写，方括号里的可以不写。\n",
    all: "每个命令都有的选项",
    values: |name, meaning| format!("{name}：{meaning}"),
    default: |value| format!("（默认 `{value}`）"),
    stop: "。",
};

#[test]
fn the_manual_has_every_command() {
    for (file, language, words) in [
        ("content/docs/commands.md", Language::Chinese, CHINESE),
        ("content/docs/en/commands.md", Language::English, ENGLISH),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let page = manual(language, &words);
        if updating() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &page).unwrap();
        }
        let there = fs::read_to_string(&path).unwrap_or_default();
        assert!(there == page, "{file} is not what the command line has; run with UPDATE=1");
    }
}

fn manual(language: Language, words: &Words) -> String {
    let mut page = words.head.to_owned();
    let commands = commands(language);
    for (name, command) in commands.iter().skip(1) {
        let mut command = command.clone();
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim();
        let _ = write!(
            page,
            "\n## {name}\n\n{}{}\n\n```\n{usage}\n```\n",
            command.get_about().unwrap(),
            words.stop
        );
        let own = command.get_arguments().filter(|arg| !is_everywhere(arg));
        own.for_each(|arg| page.push_str(&described(arg, language, words)));
    }
    let _ = writeln!(page, "\n## {}", words.all);
    let everywhere = commands[0].1.get_arguments().filter(|arg| is_everywhere(arg));
    everywhere.for_each(|arg| page.push_str(&described(arg, language, words)));
    page
}

fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version")
}

/// An argument as an entry of a list of definitions.
fn described(arg: &Arg, language: Language, words: &Words) -> String {
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let mut names: Vec<String> = Vec::new();
    names.extend(arg.get_short().map(|short| format!("-{short}")));
    names.extend(arg.get_long().map(|long| format!("--{long}")));
    let mut written = names.join(", ");
    if takes_value {
        let value = &arg.get_value_names().unwrap()[0];
        let value = if arg.is_positional() && !arg.is_required_set() {
            format!("[{value}]")
        } else {
            format!("<{value}>")
        };
        written = [written, value].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    }
    // The Chinese help has default and choices in it.
    let long = arg.get_long_help().or(arg.get_help()).unwrap().to_string();
    let mut said = match language {
        Language::English => arg.get_help().unwrap().to_string(),
        Language::Chinese => long.split(['\n', '（']).next().unwrap().to_owned(),
    };
    let default = arg.get_default_values().first().filter(|_| takes_value);
    if let Some(default) = default {
        said.push_str(&(words.default)(default.to_str().unwrap()));
    }
    let mut entry = format!("\n`{written}`\n: {said}{}\n", words.stop);
    if takes_value {
        for value in arg.get_possible_values() {
            let name = format!("`{}`", value.get_name());
            let meaning = match language {
                Language::English => value.get_help().map(ToString::to_string),
                Language::Chinese => long
                    .lines()
                    .find_map(|line| line.strip_prefix(&format!("- {}：", value.get_name())))
                    .map(str::to_owned),
            };
            let told = meaning.map_or_else(|| name.clone(), |meaning| (words.values)(&name, &meaning));
            let _ = writeln!(entry, "  - {told}");
        }
    }
    entry
}
