"""Ask through a proxy, with an authority and a certificate of the company's own."""

import os
import ssl

import httpx

from protime import Protime

trusted = ssl.create_default_context(cafile="company.pem")
trusted.load_cert_chain("client.pem")  # where a gateway asks for one (mutual TLS)
with (
    httpx.Client(verify=trusted, proxy=os.environ["COMPANY_PROXY"]) as http,
    Protime.from_env(http=http) as client,
):
    print(client.people.get(1).employee_number)
