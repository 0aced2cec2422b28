<?php
declare(strict_types=1);

// A day of a shop's back end, told with PHP's SoapClient: the options come as JSON, what was seen goes out as JSON.

require __DIR__ . '/client.php';

const LOOK_EVERY_US = 100_000;
const PATIENCE_S = 20;

function story(object $options): array
{
    $ips = new Ips($options->wsdl, $options->user, $options->password);
    $company = $ips->call('getCompanyInfo', ['companyName' => $options->company])->companyInfo;
    $handle = $company->companyHandle;
    $login = fn (string $password) => $ips->call('checkLogin', [
        'companyHandle' => $handle,
        'email' => $options->user,
        'password' => $password,
    ])->status;
    $stranger = new Ips($options->wsdl, $options->user, 'wrong');
    return [
        'company' => [
            'companyHandle' => $handle,
            'name' => $company->name,
            'rootPath' => $company->rootPath,
        ],
        'login' => [$login($options->password), $login('wrong')],
        'upload' => upload($ips, $handle, $options),
        'publish' => publish($ips, $handle),
        'schedule' => schedule($ips, $handle),
        'faults' => [
            'wrongPassword' => $stranger->fault('getCompanyInfo', ['companyHandle' => $handle]),
            'otherCompany' => $ips->fault('getJobLogs', ['companyHandle' => $options->otherCompany]),
            'badConstant' => $ips->fault('submitJob', [
                'companyHandle' => $handle,
                'jobName' => 'bad',
                'imageServingPublishJob' => ['publishType' => 'Half', 'emailSetting' => 'None'],
            ]),
            'missingField' => $ips->fault('getCompanyInfo', []),
            'unknownJob' => $ips->fault('getJobLogDetails', [
                'companyHandle' => $handle,
                'jobHandle' => $options->unknownJob,
            ]),
        ],
    ];
}

function upload(Ips $ips, string $company, object $options): array
{
    $submitted = $ips->call('submitJob', [
        'companyHandle' => $company,
        'jobName' => 'pictures',
        'uploadUrlsJob' => [
            'urlArray' => ['items' => $options->pictures],
            'overwrite' => true,
            'readyForPublish' => true,
            'createMask' => false,
            'emailSetting' => 'None',
        ],
    ])->jobHandle;
    $jobs = waitFor('the active job', fn () => items(
        $ips->call('getActiveJobs', ['companyHandle' => $company, 'jobHandle' => $submitted])->jobArray,
    ));
    file_get_contents($options->release);
    return [
        'jobHandle' => $submitted,
        'active' => [
            'originalName' => $jobs[0]->originalName,
            'type' => $jobs[0]->type,
            'progress' => $jobs[0]->progress,
            'numUrls' => $jobs[0]->uploadUrlsJob->numUrls,
        ],
        'log' => logOf($ips, $company, 'pictures'),
    ];
}

function publish(Ips $ips, string $company): array
{
    $submitted = $ips->call('submitJob', [
        'companyHandle' => $company,
        'jobName' => 'publish',
        'imageServingPublishJob' => ['publishType' => 'Full', 'emailSetting' => 'None'],
    ])->jobHandle;
    return ['jobHandle' => $submitted, 'log' => logOf($ips, $company, 'publish')];
}

function schedule(Ips $ips, string $company): array
{
    $submitted = $ips->call('submitJob', [
        'companyHandle' => $company,
        'jobName' => 'nightly',
        'execSchedule' => '0 0 4 ? * MON-FRI',
        'imageServingPublishJob' => ['publishType' => 'Incremental', 'emailSetting' => 'None'],
    ])->jobHandle;
    $param = ['companyHandle' => $company, 'jobHandle' => $submitted];
    $scheduled = fn () => items($ips->call('getScheduledJobs', ['companyHandle' => $company])->jobArray);
    $job = $scheduled()[0];
    $states = array_column($scheduled(), 'triggerState');
    foreach (['pauseJob', 'resumeJob'] as $operation) {
        $ips->call($operation, $param);
        $states = [...$states, ...array_column($scheduled(), 'triggerState')];
    }
    $ips->call('deleteJob', $param);
    return [
        'jobHandle' => $submitted,
        'originalName' => $job->originalName,
        'execSchedule' => $job->execSchedule,
        'publishType' => $job->imageServingPublishJob->publishType,
        'nextFireTime' => milliseconds($job->nextFireTime),
        'states' => $states,
        'left' => count($scheduled()),
    ];
}

/** The log of a job that has ended, with its lines. */
function logOf(Ips $ips, string $company, string $originalName): array
{
    $ended = fn (object $log) => $log->originalJobName === $originalName && isset($log->endDate);
    $logs = waitFor('the end of the job', fn () => array_filter(
        items($ips->call('getJobLogs', ['companyHandle' => $company])->jobLogArray),
        $ended,
    ));
    $log = current($logs);
    $param = ['companyHandle' => $company, 'jobHandle' => $log->jobHandle];
    $details = items($ips->call('getJobLogDetails', $param)->jobLogArray)[0];
    $line = fn (object $line) => ['logType' => $line->logType, 'assetName' => $line->assetName ?? null];
    return [
        'startDate' => milliseconds($log->startDate),
        'endDate' => milliseconds($log->endDate),
        'success' => $log->fileSuccessCount,
        'errors' => $log->fileErrorCount,
        'total' => $log->totalFileCount,
        'fatalError' => $log->fatalError,
        'lines' => array_map($line, items($details->detailArray)),
    ];
}

function waitFor(string $what, callable $look): array
{
    $end = microtime(true) + PATIENCE_S;
    while (microtime(true) < $end) {
        $found = $look();
        if ($found !== []) {
            return $found;
        }
        usleep(LOOK_EVERY_US);
    }
    throw new RuntimeException("waited in vain for $what");
}

function milliseconds(string $dateTime): int
{
    return (int) (new DateTimeImmutable($dateTime))->format('Uv');
}

echo json_encode(story(json_decode($argv[1], false, flags: JSON_THROW_ON_ERROR)), JSON_THROW_ON_ERROR);
