"""Logs in and looks for active jobs with the WSDL of each version."""

import json
import sys

import zeep
from client import Ips, items


def main(options):
    replies = {}
    for wsdl in options["wsdls"]:
        ips = Ips(zeep.Client(wsdl), options["user"], options["password"])
        replies[wsdl] = {
            "login": ips.call("checkLogin", email=options["user"], password=options["password"]),
            "active": [job["name"] for job in items(ips.call("getActiveJobs"))],
        }
    return replies


print(json.dumps(main(json.loads(sys.argv[1]))))
