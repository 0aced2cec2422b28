"""A day of a shop's back end, told with zeep: the options come as JSON, what was seen goes out as JSON."""

import json
import sys
import time
import urllib.request

import zeep
from client import Ips, items

LOOK_EVERY_S = 0.1
PATIENCE_S = 20


def main(options):
    client = zeep.Client(options["wsdl"])
    ips = Ips(client, options["user"], options["password"])
    company = ips.call("getCompanyInfo", companyName=options["company"])
    handle = company["companyHandle"]
    return {
        "company": {name: company[name] for name in ("companyHandle", "name", "rootPath")},
        "login": [
            ips.call("checkLogin", companyHandle=handle, email=options["user"], password=password)
            for password in (options["password"], "wrong")
        ],
        "upload": upload(ips, handle, options),
        "publish": publish(ips, handle),
        "schedule": schedule(ips, handle),
        "faults": {
            "wrongPassword": Ips(client, options["user"], "wrong").fault("getCompanyInfo", companyHandle=handle),
            "otherCompany": ips.fault("getJobLogs", companyHandle=options["otherCompany"]),
            "badConstant": ips.fault(
                "submitJob",
                companyHandle=handle,
                jobName="bad",
                imageServingPublishJob={"publishType": "Half", "emailSetting": "None"},
            ),
            "missingField": ips.fault("getCompanyInfo"),
            "unknownJob": ips.fault("getJobLogDetails", companyHandle=handle, jobHandle=options["unknownJob"]),
        },
    }


def upload(ips, company, options):
    submitted = ips.call(
        "submitJob",
        companyHandle=company,
        jobName="pictures",
        uploadUrlsJob={
            "urlArray": {"items": options["pictures"]},
            "overwrite": True,
            "readyForPublish": True,
            "createMask": False,
            "emailSetting": "None",
        },
    )
    jobs = wait_for(
        "the active job",
        lambda: items(ips.call("getActiveJobs", companyHandle=company, jobHandle=submitted)),
    )
    active = {name: jobs[0][name] for name in ("originalName", "type", "progress")}
    active["numUrls"] = jobs[0]["uploadUrlsJob"]["numUrls"]
    urllib.request.urlopen(options["release"]).close()
    return {"jobHandle": submitted, "active": active, "log": log_of(ips, company, "pictures")}


def publish(ips, company):
    submitted = ips.call(
        "submitJob",
        companyHandle=company,
        jobName="publish",
        imageServingPublishJob={"publishType": "Full", "emailSetting": "None"},
    )
    return {"jobHandle": submitted, "log": log_of(ips, company, "publish")}


def schedule(ips, company):
    submitted = ips.call(
        "submitJob",
        companyHandle=company,
        jobName="nightly",
        execSchedule="0 0 4 ? * MON-FRI",
        imageServingPublishJob={"publishType": "Incremental", "emailSetting": "None"},
    )

    def scheduled():
        return items(ips.call("getScheduledJobs", companyHandle=company))

    job = scheduled()[0]
    states = []
    for operation in (None, "pauseJob", "resumeJob"):
        if operation:
            ips.call(operation, companyHandle=company, jobHandle=submitted)
        states += [entry["triggerState"] for entry in scheduled()]
    ips.call("deleteJob", companyHandle=company, jobHandle=submitted)
    return {
        "jobHandle": submitted,
        "originalName": job["originalName"],
        "execSchedule": job["execSchedule"],
        "publishType": job["imageServingPublishJob"]["publishType"],
        "nextFireTime": milliseconds(job["nextFireTime"]),
        "states": states,
        "left": len(scheduled()),
    }


def log_of(ips, company, original_name):
    """The log of a job that has ended, with its lines."""

    def ended():
        logs = items(ips.call("getJobLogs", companyHandle=company))
        return [log for log in logs if log["originalJobName"] == original_name and log["endDate"]]

    log = wait_for("the end of the job", ended)[0]
    details = items(ips.call("getJobLogDetails", companyHandle=company, jobHandle=log["jobHandle"]))[0]
    return {
        "startDate": milliseconds(log["startDate"]),
        "endDate": milliseconds(log["endDate"]),
        "success": log["fileSuccessCount"],
        "errors": log["fileErrorCount"],
        "total": log["totalFileCount"],
        "fatalError": log["fatalError"],
        "lines": [
            {"logType": line["logType"], "assetName": line["assetName"]} for line in items(details["detailArray"])
        ],
    }


def wait_for(what, look):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(LOOK_EVERY_S)
    raise AssertionError("waited in vain for " + what)


def milliseconds(moment):
    return round(moment.timestamp() * 1000)


print(json.dumps(main(json.loads(sys.argv[1]))))
