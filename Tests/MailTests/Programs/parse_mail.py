"""Reads mails as an independent mail program does.

Standard input: a JSON array of mails in base 64. Standard output: for each its headers in order, its addresses, its
text and what the parser found wrong.
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def addresses(content, mail, name):
    """By both parsers: the newer one, of Python 3.11, puts a space of its own between encoded words of a name."""
    found = [address.addr_spec for address in mail[name].addresses]
    raw = email.message_from_bytes(content)[name]
    return [
        [str(email.header.make_header(email.header.decode_header(display))), found.pop(0)]
        for display, _ in email.utils.getaddresses([raw])
    ] + found


mails = []
for encoded in json.load(sys.stdin):
    content = base64.b64decode(encoded)
    mail = email.message_from_bytes(content, policy=email.policy.default)
    defects = [str(defect) for defect in mail.defects]
    for value in mail.values():
        defects += [str(defect) for defect in value.defects]
    mails.append({
        "headers": [[name, str(value)] for name, value in mail.items()],
        "from": addresses(content, mail, "From"),
        "to": addresses(content, mail, "To"),
        "seconds": int(mail["Date"].datetime.timestamp()),
        "type": mail.get_content_type(),
        "text": mail.get_content().replace("\r\n", "\n"),
        "defects": defects,
    })
json.dump(mails, sys.stdout)
