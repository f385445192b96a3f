"""Send requests through a requests.Session, with its proxies, adapters and certificates (extra `requests`)."""

from __future__ import annotations

import requests

from helixagent.client import HelixAgentClient

with requests.Session() as session:
    session.headers["X-Team"] = "search"
    session.proxies = {"https": "https://proxy.company.com:7061"}
    client = HelixAgentClient(session=session)
    print(client.health().status)
    print(client.chat.completions.create(messages=[{"role": "user", "content": "Hello"}]).choices[0].message.role)
