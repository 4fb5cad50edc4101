//! One request to another host: no cookies, no body, no redirect followed, and only to where requests may go.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::{HeaderMap, Uri};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, Timeout};

use super::Manners;
use crate::check::external::Why;

/// How a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Only whether it is there.
    Head,
    /// All of it; of the answer no more than the head is read.
    Get,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The host has answered.
    Said {
        /// Status.
        status: u16,
        /// Where it sends us.
        location: Option<String>,
        /// How long it wants to be left alone.
        wait: Option<Duration>,
    },
    /// It has not.
    Failed(Why),
    /// It is there, but has not answered in time.
    Mute,
    /// It lies in a network that is not asked.
    Private,
}

/// Makes requests.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
}

impl Client {
    pub fn new(manners: Manners) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            // What the browser on this machine trusts, an office's own authority included.
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("yaomu/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .timeout_connect(Some(manners.patience / 2))
            .timeout_global(Some(manners.patience))
            .tls_config(tls)
            .build();
        let resolver = Gate { inner: DefaultResolver::default(), private: manners.private };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Asks for `url`.
    pub fn ask(&self, url: &str, method: Method) -> Reply {
        let sent = match method {
            Method::Head => self.agent.head(url).call(),
            Method::Get => self.agent.get(url).call(),
        };
        match sent {
            Ok(response) => {
                let text =
                    |name| response.headers().get(name).map(|it| String::from_utf8_lossy(it.as_bytes()));
                Reply::Said {
                    status: response.status().as_u16(),
                    location: text("location").map(std::borrow::Cow::into_owned),
                    wait: wait(response.headers()),
                }
            }
            Err(error) => failure(&error),
        }
    }
}

/// `Retry-After`: seconds, or a date.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let written = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(written).ok()?.timestamp();
    Some(Duration::try_from(until.duration_since(jiff::Timestamp::now())).unwrap_or_default())
}

fn failure(error: &Error) -> Reply {
    Reply::Failed(match error {
        Error::HostNotFound => Why::NoHost,
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => Why::Silent,
        Error::Timeout(_) => return Reply::Mute,
        Error::Tls(_) | Error::Rustls(_) => Why::Untrusted,
        Error::BadUri(_) | Error::Http(_) => Why::NoAddress,
        Error::Io(error) if error.get_ref().is_some_and(|it| it.is::<PrivateAddress>()) => {
            return Reply::Private;
        }
        Error::Io(error) => of_io(error),
        _ => Why::Broken,
    })
}

fn of_io(error: &io::Error) -> Why {
    let mut cause = error.get_ref().map(|it| it as &(dyn std::error::Error + 'static));
    while let Some(it) = cause {
        if it.is::<rustls::Error>() {
            return Why::Untrusted;
        }
        cause = it.source();
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Why::Refused,
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Why::Silent,
        _ => Why::Broken,
    }
}

/// Looks names up, and lets none through that lies in a private network, unless that is wanted: a text may come from anybody,
/// and a machine that checks it may stand where others are not let in. Asked here, where the address is the one that will
/// be connected to.
#[derive(Debug)]
struct Gate {
    inner: DefaultResolver,
    private: bool,
}

impl Resolver for Gate {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            // The system says that it knows no such name in words of its own.
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        // The proxy of an office lies in its own network.
        let is_proxy = config.proxy().is_some_and(|it| Some(it.host()) == uri.host());
        if self.private || is_proxy || !found.iter().any(|it| is_private(it.ip())) {
            return Ok(found);
        }
        Err(Error::Io(io::Error::other(PrivateAddress)))
    }
}

#[derive(Debug)]
struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a private address")
    }
}

impl std::error::Error for PrivateAddress {}

/// The address that a host's name is, if it is one.
pub fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether an address is none of the public Internet.
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_private_4(it),
        IpAddr::V6(it) => is_private_6(it),
    }
}

fn is_private_4(it: Ipv4Addr) -> bool {
    let [first, second, third, _] = it.octets();
    it.is_private()
        || it.is_loopback()
        || it.is_link_local()
        || it.is_multicast()
        || first == 0
        || first >= 240
        // Of carriers (100.64.0.0/10), of protocols (192.0.0.0/24), of measurements (198.18.0.0/15).
        || (first == 100 && (64..128).contains(&second))
        || (first, second, third) == (192, 0, 0)
        || (first == 198 && (second == 18 || second == 19))
}

fn is_private_6(it: Ipv6Addr) -> bool {
    let segments = it.segments();
    // An address of version 4 in one of version 6: mapped, translated (64:ff9b::/96), or of 6to4.
    let [.., high, low] = segments;
    let inner = match segments {
        [0, 0, 0, 0, 0, 0xffff | 0, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => Some((high, low)),
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    let inner = inner.map(|(high, low)| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    it.is_loopback()
        || it.is_unspecified()
        || it.is_multicast()
        || it.is_unique_local()
        || it.is_unicast_link_local()
        || inner.is_some_and(is_private_4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "ff02::1",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.2.3.4",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.2.1",
            "2001:4860::1",
            "::ffff:1.2.3.4",
            "64:ff9b::102:304",
        ] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
        assert_eq!(literal("[::1]"), Some(IpAddr::V6(Ipv6Addr::LOCALHOST)));
        assert_eq!(literal("a.cn"), None);
    }

    #[test]
    fn a_host_says_how_long_to_wait() {
        let read = |written: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", written.parse().unwrap());
            wait(&headers)
        };
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(read("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(read("Mon, 21 Oct 2115 07:28:00 GMT").unwrap() > Duration::from_secs(86_400));
        assert_eq!(read("soon"), None);
        assert_eq!(wait(&HeaderMap::new()), None);
    }
}
