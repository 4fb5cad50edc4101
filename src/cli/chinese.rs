//! The words of the command line in Chinese. English ones stand where arguments are declared; a test says which are missing here.
//!
//! Commands go by their whole name. Arguments go by their option or by what stands for their value; where one means something else
//! in one command, the name of the command stands before it.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, ArgAction, Command};

/// What commands do.
const COMMANDS: [(&str, &str); 13] = [
    ("yaomu", "要目：人大工作摘编的静态网站生成器，认得数字是什么意思"),
    ("yaomu build", "生成网站"),
    ("yaomu check", "只检查，不生成"),
    ("yaomu completions", "输出命令行补全脚本"),
    ("yaomu figures", "读数值，列出、导出网站里的数字"),
    ("yaomu figures export", "导出数字：CSV、JSON 和数据包；用 --format csv、json 或 package 只要其中一样"),
    ("yaomu figures list", "列出数字：表格，或用 --format csv、json"),
    ("yaomu figures parse", "读原文写的数值：数、单位、限定、上下限"),
    ("yaomu init", "新建一个站点：问几句，写好示例、设置和说明"),
    ("yaomu man", "输出 man 手册页，或给每个命令写一页"),
    ("yaomu new", "新建一个内容文件，属性已列好，等着填"),
    ("yaomu schema", "输出 JSON Schema：能写什么，给编辑器用"),
    ("yaomu serve", "一边写，一边在浏览器里看"),
];

/// What arguments are for.
const ARGUMENTS: [(&str, &str); 44] = [
    ("--address", "监听的地址；不是本机地址时，别人也能看到"),
    ("--base-path", "网站放在哪个路径下"),
    ("--base-url", "网站的网址，代替 site.toml 里的"),
    ("--below", "连同它下面的地区"),
    ("--date", "日期（年-月-日）；不写就是今天"),
    ("--drafts", "草稿也算进来"),
    ("--external", "问别的网站：链接还打得开吗"),
    ("--external-cache", "别的网站的回答存在哪里；不写就存在用户的缓存文件夹"),
    ("--external-private", "也问本网络里的机器：内网和本机地址"),
    ("--folder", "放进 content 的哪个文件夹；不写就放进这一种内容的文件夹"),
    ("--force", "覆盖不是上次导出的、或后来改过的文件"),
    ("--format", "提示怎样给出"),
    ("--future", "没到日期的也算进来"),
    ("--help", "显示帮助"),
    ("--host", "另外答应的主机名"),
    ("--indicator", "这个指标的，写代号或名称；可以写几次"),
    ("--lang", "提示用的语言；不写就按系统的，再按网站的"),
    ("--name", "文件名里的词，如 liaison-stations；不写就取标题里的字母"),
    ("--open", "在浏览器里打开"),
    ("--output", "写到哪里，从网站文件夹算起"),
    ("--period", "这个时期的，如 2022 或 2018..2022：起止都在其中，会议在其中一年"),
    ("--port", "端口；被占用时用下一个"),
    ("--portable", "链接写明 index.html，从磁盘上双击也能看"),
    ("--publisher", "编发单位"),
    ("--region", "这个地区的，写代码或名称；可以写几次"),
    ("--root", "网站所在的文件夹"),
    ("--status", "这种状态的；可以写几次"),
    ("--strict", "把警告当作错误"),
    ("--today", "把这一天当作今天（年-月-日）"),
    ("--version", "显示版本"),
    ("--yes", "什么都不问：没给的用默认"),
    ("yaomu completions SHELL", "哪一种命令行"),
    ("yaomu figures export --output", "写到哪个文件夹，从网站文件夹算起；不写就把一个文件写到标准输出"),
    ("yaomu figures parse VALUE", "原文写的数值，如 近6万个；写 - 就从标准输入逐行读"),
    ("yaomu init --base-url", "网站的网址"),
    ("yaomu init --name", "刊名"),
    ("yaomu init --region", "地区，写名称或代码；表里没有的写代码和名称，如“330106 西湖区”"),
    ("yaomu init DIR", "新站点的文件夹；里面原有的东西不动"),
    ("yaomu man --output", "把各个命令的手册页写到哪个文件夹；不写就把 yaomu 的一页写到标准输出"),
    ("yaomu new --period", "时期，如 2026 或 2021..2025；报告不写就接着上一份"),
    ("yaomu new --region", "地区，写代码或名称；不写就是网站的"),
    ("yaomu new KIND", "新建什么"),
    ("yaomu new TITLE", "标题；不写就先取一个，等着改"),
    ("yaomu schema OF", "哪一种；两种语言都写，给了 --lang 就只写那一种"),
];

/// What stands for a value.
const PLACEHOLDERS: [(&str, &str); 20] = [
    ("ADDRESS", "地址"),
    ("COMMAND", "命令"),
    ("DATE", "日期"),
    ("DIR", "文件夹"),
    ("FILE", "文件"),
    ("FORMAT", "格式"),
    ("INDICATOR", "指标"),
    ("KIND", "种类"),
    ("LANG", "语言"),
    ("NAME", "名字"),
    ("OF", "哪一种"),
    ("PATH", "路径"),
    ("PERIOD", "时期"),
    ("PORT", "端口"),
    ("REGION", "地区"),
    ("SHELL", "命令行"),
    ("STATUS", "状态"),
    ("TITLE", "标题"),
    ("URL", "网址"),
    ("VALUE", "数值"),
];

/// What the values mean that an argument takes.
const CHOICES: [(&str, &str); 14] = [
    ("--format csv", "CSV（figures list、figures export）"),
    ("--format github", "工作流命令，在 GitHub 上标注，写到标准输出（build、check）"),
    ("--format human", "给人看，写到标准错误"),
    ("--format json", "JSON，写到标准输出"),
    ("--format package", "数据包：几个表和 datapackage.json（figures export）"),
    ("--format sarif", "SARIF 2.1.0，给代码扫描，写到标准输出（build、check）"),
    ("--lang en", "英文"),
    ("--lang zh", "中文"),
    ("KIND article", "一篇动态或摘编"),
    ("KIND issue", "一期编号的简报，列好上一期以来的文章"),
    ("KIND page", "单独的一页，如“关于”"),
    ("KIND report", "一个地区、一个时期的数字"),
    ("OF front-matter", "文章开头的元数据"),
    ("OF site", "site.toml"),
];

/// What a value must be like that the standard library refuses.
const WANTED: [(&str, &str); 2] =
    [("--address", "要写 127.0.0.1 这样的 IP 地址"), ("--port", "要写 0 到 65535 的整数")];

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(it, _)| *it == key).map(|(_, words)| *words)
}

/// What the value of an argument must be like; `argument` as clap names it: `--port <端口>`.
pub fn wanted(argument: &str) -> Option<&'static str> {
    find(&WANTED, argument.split(' ').next()?)
}

/// `command` with all its words in Chinese; those that are missing stay English.
pub fn translated(mut command: Command) -> Command {
    // Only then are they there: --help, --version, and global arguments in every command.
    command.build();
    speaking(command, "yaomu")
}

fn speaking(command: Command, path: &str) -> Command {
    let about = find(&COMMANDS, path);
    let mut command = command
        .mut_args(|arg| argument(arg, path))
        .mut_subcommands(|inner| {
            let path = format!("{path} {}", inner.get_name());
            speaking(inner, &path)
        })
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令");
    if let Some(about) = about {
        command = command.about(about);
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    let header = *command.get_styles().get_header();
    command.override_usage(usage).help_template(format!(
        "{{before-help}}{{about-with-newline}}\n{header}用法:{header:#} {{usage}}\n\n{{all-args}}{{after-help}}"
    ))
}

/// The names of an argument: with its command, and alone.
fn names(arg: &Arg, path: &str) -> [String; 2] {
    let value =
        || arg.get_value_names().and_then(|it| it.first()).map_or_else(String::new, |it| it.to_string());
    let name = arg.get_long().map_or_else(value, |long| format!("--{long}"));
    [format!("{path} {name}"), name]
}

fn argument(arg: Arg, path: &str) -> Arg {
    let names = names(&arg, path);
    let Some(words) = names.iter().find_map(|name| find(&ARGUMENTS, name)) else { return arg };
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let mut notes = Vec::new();
    let mut long = words.to_owned();
    if takes_value && !arg.is_hide_default_value_set() {
        let defaults: Vec<_> = arg.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
        if !defaults.is_empty() {
            notes.push(format!("默认 {}", defaults.join(" ")));
            long.push_str(&format!("（默认 {}）", defaults.join(" ")));
        }
    }
    let values: Vec<PossibleValue> =
        if takes_value { arg.get_possible_values().into_iter().collect() } else { Vec::new() };
    if !values.is_empty() {
        let written: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        notes.push(format!("可写 {}", written.join("、")));
        long.push_str("\n\n可写：");
        for value in &values {
            let name = value.get_name();
            let meaning = find(&CHOICES, &format!("{} {name}", names[1]));
            long.push_str(&meaning.map_or_else(|| format!("\n- {name}"), |it| format!("\n- {name}：{it}")));
        }
    }
    let short =
        if notes.is_empty() { words.to_owned() } else { format!("{words}（{}）", notes.join("；")) };
    let placeholder = arg.get_value_names().and_then(|it| it.first()).and_then(|it| find(&PLACEHOLDERS, it));
    let arg = arg
        .help(StyledStr::from(short))
        .long_help(StyledStr::from(long))
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true);
    match placeholder {
        Some(placeholder) if takes_value => arg.value_name(placeholder),
        _ => arg,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// Every command below `command`, itself among them, with its whole name.
    fn all(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
        found.push((path.to_owned(), command.clone()));
        for inner in command.get_subcommands() {
            all(inner, &format!("{path} {}", inner.get_name()), found);
        }
    }

    fn commands(mut command: Command) -> Vec<(String, Command)> {
        command.build();
        let mut found = Vec::new();
        all(&command, "yaomu", &mut found);
        found
    }

    #[test]
    fn every_word_is_there_and_none_is_idle() {
        let (mut missing, mut used) = (Vec::new(), Vec::new());
        let mut ask = |table: &'static [(&str, &str)], name: &str, keys: &[String]| match keys
            .iter()
            .find(|key| find(table, key).is_some())
        {
            Some(key) => used.push(format!("{name} {key}")),
            None => missing.push(format!("{name}: {}", keys.join(" or "))),
        };
        for (path, command) in commands(Cli::command()) {
            ask(&COMMANDS, "COMMANDS", std::slice::from_ref(&path));
            for arg in command.get_arguments() {
                let names = names(arg, &path);
                ask(&ARGUMENTS, "ARGUMENTS", &names);
                if !matches!(arg.get_action(), ArgAction::Set | ArgAction::Append) {
                    continue;
                }
                let value = arg.get_value_names().unwrap()[0].to_string();
                ask(&PLACEHOLDERS, "PLACEHOLDERS", &[value]);
                for value in arg.get_possible_values().iter().filter(|it| it.get_help().is_some()) {
                    ask(&CHOICES, "CHOICES", &[format!("{} {}", names[1], value.get_name())]);
                }
            }
        }
        used.push("PLACEHOLDERS COMMAND".to_owned());
        missing.dedup();
        assert!(missing.is_empty(), "no Chinese in src/cli/chinese.rs for {missing:#?}");
        let tables: [(&str, &[(&str, &str)]); 4] = [
            ("COMMANDS", &COMMANDS),
            ("ARGUMENTS", &ARGUMENTS),
            ("PLACEHOLDERS", &PLACEHOLDERS),
            ("CHOICES", &CHOICES),
        ];
        for (name, table) in tables {
            assert!(table.is_sorted(), "{name} is not sorted");
            let idle: Vec<_> =
                table.iter().filter(|(key, _)| !used.contains(&format!("{name} {key}"))).collect();
            assert!(idle.is_empty(), "nothing uses {idle:?} of {name}");
        }
    }

    #[test]
    fn no_english_is_left_in_help() {
        for (path, mut command) in commands(translated(Cli::command())) {
            for help in [command.render_help().to_string(), command.render_long_help().to_string()] {
                for words in [
                    "Usage",
                    "Options",
                    "Arguments",
                    "Commands",
                    "default",
                    "possible",
                    "OPTIONS",
                    "[alias",
                    "Print",
                ] {
                    assert!(!help.contains(words), "{path}: {words} in\n{help}");
                }
            }
        }
    }
}
