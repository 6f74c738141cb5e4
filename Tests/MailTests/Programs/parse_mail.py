"""Reads mails as an independent mail program does.

Standard input: a JSON array of mails in base 64. Standard output: for each its headers in order, its addresses, the
types of its parts, its text and page, its invitation, and what the parsers found wrong.
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys

import icalendar
import pytz


def addresses(source, mail, name):
    """By both parsers: the newer one, of Python 3.11, puts a space of its own between encoded words of a name."""
    found = [address.addr_spec for address in mail[name].addresses]
    raw = email.message_from_bytes(source)[name]
    return [
        [str(email.header.make_header(email.header.decode_header(display))), found.pop(0)]
        for display, _ in email.utils.getaddresses([raw])
    ] + found


def moments(calendar, value):
    """By the zone's name, as most programs go, and by the rules that came with it."""
    moment = value.dt
    if "TZID" not in value.params:
        return [int(moment.timestamp())] * 2
    own = calendar.walk("VTIMEZONE")[0].to_tz()
    named = pytz.timezone(value.params["TZID"])
    return [int(zone.localize(moment.replace(tzinfo=None)).timestamp()) for zone in (named, own)]


def invitation(part):
    calendar = icalendar.Calendar.from_ical(part.get_content())
    event, = calendar.walk("VEVENT")
    return {
        "method": [part.get_param("method"), str(calendar["METHOD"])],
        "properties": {name: str(event[name]) for name in event},
        "attendee": str(event["ATTENDEE"].params.get("CN", "")),
        "organizer": str(event["ORGANIZER"].params.get("CN", "")),
        "starts": moments(calendar, event["DTSTART"]),
        "ends": moments(calendar, event["DTEND"]),
        "errors": [str(error) for component in calendar.walk() for error in component.errors],
    }


def content(mail, kind):
    body = mail.get_body(preferencelist=(kind,))
    return body and body.get_content().replace("\r\n", "\n")


mails = []
for encoded in json.load(sys.stdin):
    source = base64.b64decode(encoded)
    mail = email.message_from_bytes(source, policy=email.policy.default)
    defects = [str(defect) for part in mail.walk() for defect in part.defects]
    for value in [value for part in mail.walk() for value in part.values()]:
        defects += [str(defect) for defect in value.defects]
    invitations = [invitation(part) for part in mail.walk() if part.get_content_type() == "text/calendar"]
    mails.append({
        "headers": [[name, str(value)] for name, value in mail.items()],
        "from": addresses(source, mail, "From"),
        "to": addresses(source, mail, "To"),
        "seconds": int(mail["Date"].datetime.timestamp()),
        "type": mail.get_content_type(),
        "parts": [part.get_content_type() for part in mail.walk()],
        "text": content(mail, "plain"),
        "html": content(mail, "html"),
        "invitation": invitations[0] if invitations else None,
        "defects": defects,
    })
json.dump(mails, sys.stdout)
