<?php
declare(strict_types=1);

// Logs in and looks for active jobs with the WSDL of each version.

require __DIR__ . '/client.php';

$options = json_decode($argv[1], false, flags: JSON_THROW_ON_ERROR);
$replies = [];
foreach ($options->wsdls as $wsdl) {
    $ips = new Ips($wsdl, $options->user, $options->password);
    $login = $ips->call('checkLogin', ['email' => $options->user, 'password' => $options->password]);
    $jobs = items($ips->call('getActiveJobs', [])->jobArray);
    $replies[$wsdl] = ['login' => $login->status, 'active' => array_column($jobs, 'name')];
}
echo json_encode($replies, JSON_THROW_ON_ERROR);
