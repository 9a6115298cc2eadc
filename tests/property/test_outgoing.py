"""No spelling of an address leads to a machine that only we can reach."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldwright.errors import FetchFailedError
from goldwright.outgoing import Outgoing, is_public
from goldwright.settings import Settings

PRIVATE = [
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/29", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4"),
        *("240.0.0.0/4", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
    )
]
private = st.sampled_from(PRIVATE).flatmap(
    lambda network: st.integers(int(network.network_address), int(network.broadcast_address)).map(
        ipaddress.IPv4Address
    )
)


@given(private)
def test_private_addresses_are_not_public(address: ipaddress.IPv4Address) -> None:
    assert not is_public(address)


@given(private, st.integers(0, 2**16 - 1))
def test_private_addresses_stay_private_inside_ipv6(
    address: ipaddress.IPv4Address, port: int
) -> None:
    number = int(address)
    teredo_client = number ^ 0xFFFFFFFF
    written = [
        ipaddress.IPv6Address(0xFFFF << 32 | number),  # ::ffff:a.b.c.d
        ipaddress.IPv6Address(number),  # ::a.b.c.d
        ipaddress.IPv6Address(0x64FF9B << 96 | number),  # 64:ff9b::a.b.c.d
        ipaddress.IPv6Address(0x2002 << 112 | number << 80),  # 2002:a.b.c.d::
        ipaddress.IPv6Address(0x20010000 << 96 | 0x08080808 << 64 | port << 32 | teredo_client),
    ]

    assert [one for one in written if is_public(one)] == []


@given(st.sampled_from(["fc00::/7", "fe80::/10", "ff00::/8", "::/128", "::1/128"]), st.data())
def test_local_ipv6_addresses_are_not_public(text: str, data: st.DataObject) -> None:
    network = ipaddress.IPv6Network(text)
    number = data.draw(st.integers(int(network[0]), int(network[-1])))

    assert not is_public(ipaddress.IPv6Address(number))


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def test_the_host_of_azure_is_not_public() -> None:
    assert not is_public(ipaddress.ip_address("168.63.129.16"))


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254"),
        "0.0.0.0",  # noqa: S104  called, not listened on
    ],
)
async def test_every_spelling_of_a_local_host_is_refused(host: str) -> None:
    async with Outgoing(Settings()) as outgoing:
        with pytest.raises(FetchFailedError, match="not a public address"):
            await outgoing.post(f"http://{host}:9/", body=b"", headers={}, seconds=5)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://example.com/", "no url", "http://"]
)
async def test_other_schemes_are_refused(url: str) -> None:
    async with Outgoing(Settings()) as outgoing:
        with pytest.raises(FetchFailedError):
            async with outgoing.fetch(url):
                pass


@pytest.mark.parametrize(
    "url",
    [
        *("http://[::1", "http://[", "http://127.0.0.1:99999/", "http://127.0.0.1:port/"),
        *("http://xn--/", "http://a\u200d.example/", "http://a@@b:80:90/", "http://../", "no url"),
    ],
)
async def test_what_is_no_address_is_refused_like_one_that_does_not_answer(url: str) -> None:
    async with Outgoing(Settings(allow_private_addresses=True)) as outgoing:
        with pytest.raises(FetchFailedError):
            await outgoing.post(url, body=b"", headers={}, seconds=5)
        with pytest.raises(FetchFailedError):
            async with outgoing.fetch(url):
                pass
