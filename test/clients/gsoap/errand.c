/* An errand, run with what gSOAP made: the options are the arguments, what was seen goes out as JSON. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "IpsApiServiceSoapBinding.nsmap"
#include "soapH.h"

#define LOOK_EVERY_US 100000
#define PATIENCE_S 60

static struct soap *soap;

static void end(const char *what)
{
    fprintf(stderr, "%s\n", what);
    if (soap->error != SOAP_OK)
        soap_print_fault(soap, stderr);
    exit(1);
}

/* The header is cleared by each call. */
static void sign(const char *user, const char *password)
{
    soap->header = soap_new_SOAP_ENV__Header(soap, 1);
    soap->header->common__authHeader = soap_new__common__authHeader(soap, 1);
    soap->header->common__authHeader->user = (char *)user;
    soap->header->common__authHeader->password = (char *)password;
    soap->header->common__authHeader->appName = "gsoap";
}

static void print_text(const char *name, const char *text)
{
    printf("\"%s\":\"", name);
    for (; *text != '\0'; text++)
        printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    printf("\"");
}

static void print_fault_of(const char *name, int code, const char *reason, const char *closing)
{
    printf("{");
    print_text("name", name);
    printf(",\"code\":%d,", code);
    print_text("reason", reason);
    printf("}%s", closing);
}

/* The typed detail of the fault that a call ended with. */
static void print_fault(const char *what, int error, const char *closing)
{
    struct SOAP_ENV__Detail *detail = soap->fault == NULL ? NULL : soap->fault->detail;
    if (error != SOAP_FAULT || detail == NULL)
        end(what);
    printf("\"%s\":", what);
    if (detail->common__authenticationFault != NULL)
        print_fault_of("authenticationFault", detail->common__authenticationFault->code,
                       detail->common__authenticationFault->reason, closing);
    else if (detail->common__authorizationFault != NULL)
        print_fault_of("authorizationFault", detail->common__authorizationFault->code,
                       detail->common__authorizationFault->reason, closing);
    else if (detail->common__ipsApiFault != NULL)
        print_fault_of("ipsApiFault", detail->common__ipsApiFault->code, detail->common__ipsApiFault->reason,
                       closing);
    else
        end(what);
}

static int publish(char *company, char *name, char *type, struct _ips__submitJobReturn *submitted)
{
    struct ips__ImageServingPublishJob job = {0};
    struct _ips__submitJobParam param = {0};
    job.publishType = type;
    job.emailSetting = "None";
    param.companyHandle = company;
    param.jobName = name;
    param.imageServingPublishJob = &job;
    return soap_call___ips__submitJob(soap, NULL, NULL, &param, submitted);
}

/* The log of a job that has ended, of those that began since `begin`. */
static struct ips__JobLog *ended(const char *user, const char *password, char *company, const char *name,
                                 time_t begin)
{
    struct _ips__getJobLogsParam param = {0};
    param.companyHandle = company;
    param.startDate = &begin;
    for (time_t last = begin + PATIENCE_S; time(NULL) <= last; usleep(LOOK_EVERY_US)) {
        struct _ips__getJobLogsReturn logs;
        sign(user, password);
        if (soap_call___ips__getJobLogs(soap, NULL, NULL, &param, &logs))
            end("getJobLogs");
        for (int at = 0; at < logs.jobLogArray->__sizeitems; at++) {
            struct ips__JobLog *log = &logs.jobLogArray->items[at];
            if (strncmp(log->jobName, name, strlen(name)) == 0 && log->endDate != NULL)
                return log;
        }
    }
    end("waited in vain for the end of the job");
    return NULL;
}

int main(int count, char **options)
{
    if (count != 5)
        return 2;
    char *user = options[1], *password = options[2], *name = options[3], *other = options[4];
    time_t begin = time(NULL);
    soap = soap_new1(SOAP_C_UTFSTRING | SOAP_XML_STRICT);

    struct _ips__getCompanyInfoParam by_name = {0};
    struct _ips__getCompanyInfoReturn info;
    by_name.companyName = name;
    sign(user, password);
    if (soap_call___ips__getCompanyInfo(soap, NULL, NULL, &by_name, &info))
        end("getCompanyInfo");
    char *company = info.companyInfo->companyHandle;
    printf("{\"company\":{");
    print_text("companyHandle", company);
    printf(",");
    print_text("name", info.companyInfo->name);
    printf(",");
    print_text("rootPath", info.companyInfo->rootPath);

    printf("},\"login\":[");
    char *passwords[] = {password, "wrong"};
    for (int at = 0; at < 2; at++) {
        struct _ips__checkLoginParam param = {company, user, passwords[at]};
        struct _ips__checkLoginReturn reply;
        sign(user, password);
        if (soap_call___ips__checkLogin(soap, NULL, NULL, &param, &reply))
            end("checkLogin");
        printf("%s\"%s\"", at == 0 ? "" : ",", reply.status);
    }

    struct _ips__submitJobReturn submitted;
    sign(user, password);
    if (publish(company, "publish", "Full", &submitted))
        end("submitJob");
    struct ips__JobLog *log = ended(user, password, company, "publish", begin);
    printf("],\"publish\":{");
    print_text("jobHandle", submitted.jobHandle);
    printf(",\"startDate\":%lld,\"endDate\":%lld", *log->startDate * 1000LL, *log->endDate * 1000LL);
    printf(",\"success\":%d,\"total\":%d", log->fileSuccessCount, log->totalFileCount);
    printf(",\"fatalError\":%s", log->fatalError == xsd__boolean__true_ ? "true" : "false");

    struct _ips__getActiveJobsParam param = {0};
    struct _ips__getActiveJobsReturn active;
    param.companyHandle = company;
    sign(user, password);
    if (soap_call___ips__getActiveJobs(soap, NULL, NULL, &param, &active))
        end("getActiveJobs");
    printf("},\"active\":[");
    for (int at = 0; at < active.jobArray->__sizeitems; at++)
        printf("%s\"%s\"", at == 0 ? "" : ",", active.jobArray->items[at].name);

    printf("],\"faults\":{");
    sign(user, "wrong");
    print_fault("wrongPassword", soap_call___ips__getCompanyInfo(soap, NULL, NULL, &by_name, &info), ",");
    param.companyHandle = other;
    sign(user, password);
    print_fault("otherCompany", soap_call___ips__getActiveJobs(soap, NULL, NULL, &param, &active), ",");
    sign(user, password);
    print_fault("badConstant", publish(company, "bad", "Half", &submitted), "}}\n");

    soap_destroy(soap);
    soap_end(soap);
    soap_free(soap);
    return 0;
}
