import com.scene7.ips.*;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.axis.AxisFault;
import org.apache.axis.client.Stub;

/** An errand, run with classes that Axis made: the options are the arguments, what was seen goes out as JSON. */
public final class Errand {
    private static final long LOOK_EVERY_MS = 100;
    private static final long PATIENCE_MS = 60_000;

    public static void main(String[] options) throws Exception {
        String user = options[0], password = options[1], companyName = options[2], otherCompany = options[3];
        Calendar begin = Calendar.getInstance();
        IpsApiServicePortType ips = client(user, password);
        IpsApiServicePortType stranger = client(user, "wrong");
        GetCompanyInfoParam byName = new GetCompanyInfoParam();
        byName.setCompanyName(companyName);
        Company company = ips.getCompanyInfo(byName).getCompanyInfo();
        String handle = company.getCompanyHandle();
        String jobHandle = ips.submitJob(publish(handle, "publish", "Full")).getJobHandle();
        JobLog log = ended(ips, handle, "publish", begin);
        System.out.println(object(
            "company", object(
                "companyHandle", text(handle),
                "name", text(company.getName()),
                "rootPath", text(company.getRootPath())),
            "login", array(Stream.of(password, "wrong").map(tried -> text(login(ips, handle, user, tried)))),
            "active", array(activeJobs(ips, handle).map(job -> text(job.getName()))),
            "publish", object(
                "jobHandle", text(jobHandle),
                "startDate", log.getStartDate().getTimeInMillis(),
                "endDate", log.getEndDate().getTimeInMillis(),
                "success", log.getFileSuccessCount(),
                "total", log.getTotalFileCount(),
                "fatalError", log.isFatalError()),
            "faults", object(
                "wrongPassword", fault(() -> stranger.getCompanyInfo(byName)),
                "otherCompany", fault(() -> activeJobs(ips, otherCompany)),
                "badConstant", fault(() -> ips.submitJob(publish(handle, "bad", "Half"))))));
    }

    private static IpsApiServicePortType client(String user, String password) throws Exception {
        IpsApiServicePortType ips = new IpsApiServiceLocator().getIpsApiServiceSoapPort();
        AuthHeader header = new AuthHeader();
        header.setUser(user);
        header.setPassword(password);
        header.setAppName("axis");
        ((Stub) ips).setHeader("http://www.scene7.com/IpsApi/xsd", "authHeader", header);
        return ips;
    }

    private static String login(IpsApiServicePortType ips, String company, String email, String password) {
        try {
            return ips.checkLogin(new CheckLoginParam(company, email, password)).getStatus();
        } catch (java.rmi.RemoteException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static SubmitJobParam publish(String company, String name, String publishType) {
        ImageServingPublishJob job = new ImageServingPublishJob();
        job.setPublishType(publishType);
        job.setEmailSetting("None");
        SubmitJobParam param = new SubmitJobParam();
        param.setCompanyHandle(company);
        param.setJobName(name);
        param.setImageServingPublishJob(job);
        return param;
    }

    private static Stream<ActiveJob> activeJobs(IpsApiServicePortType ips, String company) throws Exception {
        GetActiveJobsParam param = new GetActiveJobsParam();
        param.setCompanyHandle(company);
        return Arrays.stream(ips.getActiveJobs(param).getJobArray());
    }

    /** The log of a job that has ended, of those that began since `begin`. */
    private static JobLog ended(IpsApiServicePortType ips, String company, String name, Calendar begin)
        throws Exception {
        GetJobLogsParam param = new GetJobLogsParam();
        param.setCompanyHandle(company);
        param.setStartDate(begin);
        for (long end = System.currentTimeMillis() + PATIENCE_MS; System.currentTimeMillis() < end; ) {
            for (JobLog log : ips.getJobLogs(param).getJobLogArray())
                if (log.getJobName().startsWith(name) && log.getEndDate() != null) return log;
            Thread.sleep(LOOK_EVERY_MS);
        }
        throw new IllegalStateException("waited in vain for the end of the job");
    }

    /** The fault that a call must end with. */
    private static String fault(Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (AuthenticationFault fault) {
            return fault("authenticationFault", fault.getCode(), fault.getReason());
        } catch (AuthorizationFault fault) {
            return fault("authorizationFault", fault.getCode(), fault.getReason());
        } catch (IpsApiFault fault) {
            return fault("ipsApiFault", fault.getCode(), fault.getReason());
        }
        throw new IllegalStateException("there was no fault");
    }

    private static String fault(String name, int code, String reason) {
        return object("name", text(name), "code", code, "reason", text(reason));
    }

    private static String object(Object... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int at = 0; at < namesAndValues.length; at += 2)
            json.append(at == 0 ? "" : ",").append(text((String) namesAndValues[at])).append(":").append(namesAndValues[at + 1]);
        return json.append("}").toString();
    }

    private static String array(Stream<String> values) {
        return values.collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
