//! Where passkeys belong: the name of this installation's host, and the address that browsers see.

use std::net::Ipv4Addr;

/// The site of the passkeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// The host's name.
    pub(super) rp: String,
    /// The address as a browser writes it: scheme, host, and the port unless it is the usual one.
    pub(super) origin: String,
}

impl Home {
    /// The home of passkeys at this address. None for an address by number, and without encryption only on this very
    /// machine: browsers offer no passkeys elsewhere.
    pub(super) fn of(public_url: &str) -> Option<Self> {
        let address = public_url.to_ascii_lowercase();
        let (scheme, rest) = address.split_once("://")?;
        let place = rest.split('/').next().filter(|place| !place.is_empty() && !place.starts_with('['))?;
        let (host, port) = place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
        let own_machine = host == "localhost" || host.ends_with(".localhost");
        if host.parse::<Ipv4Addr>().is_ok() || !(scheme == "https" || scheme == "http" && own_machine) {
            return None;
        }
        let usual = if scheme == "https" { "443" } else { "80" };
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        Some(Self { rp: host.to_owned(), origin: format!("{scheme}://{host}{port}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name() {
        let home = |url| Home::of(url).map(|home| (home.rp, home.origin));
        let of = |rp: &str, origin: &str| Some((rp.to_owned(), origin.to_owned()));
        assert_eq!(home("https://Legitka.example/"), of("legitka.example", "https://legitka.example"));
        assert_eq!(home("https://legitka.example:443"), of("legitka.example", "https://legitka.example"));
        assert_eq!(home("https://szkola.example:8443"), of("szkola.example", "https://szkola.example:8443"));
        assert_eq!(home("http://localhost:8080"), of("localhost", "http://localhost:8080"));
        for nowhere in
            ["http://127.0.0.1:8080", "https://192.0.2.1", "https://[::1]:8080", "http://szkola.example", "x"]
        {
            assert_eq!(home(nowhere), None, "{nowhere}");
        }
    }
}
