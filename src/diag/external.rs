//! Diagnostics of links to other hosts.

use super::{Diagnostic, Place};
use crate::check::external::{Unasked, Why};

/// A link to another host that leads nowhere.
pub fn dead(place: Place, url: &str, why: Why) -> Diagnostic {
    let (zh, en) = words(why);
    let it = Diagnostic::warning(
        "dead-external",
        place,
        format!("`{url}` 打不开：{zh}"),
        format!("`{url}` cannot be opened: {en}"),
    );
    match why {
        Why::Status(404 | 410) | Why::NoHost => it.help(
            "换成新的地址或存档；原页已经不在的，写明 `accept: {dead-external: 理由}`",
            "write its new address or that of an archive; where it is gone for good, say so: `accept: {dead-external: reason}`",
        ),
        Why::NoAddress => it.help("写成 `https://example.org/a` 这样", "write it as in `https://example.org/a`"),
        _ => it.help(
            "先用浏览器打开看看，有的网站不回答程序；能打开就写明 `accept: {dead-external: 理由}`",
            "open it in a browser first, some hosts do not answer programs; if it is there, say so: `accept: {dead-external: reason}`",
        ),
    }
}

fn words(why: Why) -> (String, String) {
    let (zh, en) = match why {
        Why::Status(status) => {
            return (format!("对方回答 {status}"), format!("its host answers {status}"));
        }
        Why::NoHost => ("找不到这个域名", "there is no such host"),
        Why::Refused => ("连接被拒绝", "the connection is refused"),
        Why::Silent => ("迟迟没有回答", "no answer in time"),
        Why::Untrusted => {
            ("证书不可信，或加密连接失败", "its certificate is not trusted, or encryption fails")
        }
        Why::Broken => {
            ("连接中断，或回答不是网页协议", "the connection breaks off, or the answer is not HTTP")
        }
        Why::Redirects => ("一再转向别处", "it redirects again and again"),
        Why::NoAddress => ("这不是完整的网址", "it is no whole address"),
    };
    (zh.to_owned(), en.to_owned())
}

/// A link to another host that could not be asked.
pub fn unasked(place: Place, url: &str, why: Unasked) -> Diagnostic {
    match why {
        Unasked::Private => Diagnostic::note(
            "dead-external",
            place,
            format!("没有查 `{url}`：它在内部网络里"),
            format!("`{url}` was not asked: it lies in a private network"),
        )
        .help(
            "要查内部网络，加上 `--external-private`",
            "`--external-private` asks private networks as well",
        ),
        Unasked::Busy => Diagnostic::note(
            "dead-external",
            place,
            format!("没有查清 `{url}`：对方要求少来访问"),
            format!("`{url}` could not be checked: its host asks to be asked less often"),
        )
        .help("过些时候再查", "try again later"),
    }
}

/// A link to another host that has moved for good.
pub fn moved(place: Place, url: &str, to: &str) -> Diagnostic {
    Diagnostic::note(
        "moved-external",
        place,
        format!("`{url}` 已永久换了地址"),
        format!("`{url}` has moved for good"),
    )
    .help(format!("写成 `{to}`"), format!("write `{to}`"))
}

/// Not one host could be reached.
pub fn no_network(hosts: usize) -> Diagnostic {
    Diagnostic::warning(
        "no-network",
        Place::file("content"),
        format!("{hosts} 个网站一个也连不上，外部链接没有查"),
        format!("none of {hosts} hosts could be reached, links to other hosts were not checked"),
    )
    .help("看看这台机器有没有联网", "is this machine online?")
}
