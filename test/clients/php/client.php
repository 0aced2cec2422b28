<?php
declare(strict_types=1);

const COMMON = 'http://www.scene7.com/IpsApi/xsd';

/** A client of the IPS web service as PHP makes it from a WSDL, with the authHeader of one user. */
final class Ips
{
    private SoapClient $client;

    public function __construct(string $wsdl, string $user, string $password)
    {
        $this->client = new SoapClient($wsdl, [
            'cache_wsdl' => WSDL_CACHE_NONE,
            'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        ]);
        $header = ['user' => $user, 'password' => $password, 'appName' => 'php', 'appVersion' => PHP_VERSION];
        $this->client->__setSoapHeaders(new SoapHeader(COMMON, 'authHeader', $header));
    }

    /** @param array<string, mixed> $param */
    public function call(string $operation, array $param): object
    {
        return $this->client->__soapCall($operation, [$param]);
    }

    /**
     * The fault that a call must end with: its name, and the detail, of which PHP leaves the types unread.
     *
     * @param array<string, mixed> $param
     */
    public function fault(string $operation, array $param): array
    {
        try {
            $this->call($operation, $param);
        } catch (SoapFault $fault) {
            $details = get_object_vars($fault->detail);
            $name = array_key_first($details);
            return ['name' => $name, 'code' => (int) $details[$name]->code, 'reason' => $details[$name]->reason];
        }
        throw new RuntimeException("$operation gave no fault");
    }
}

/** The elements of a reply's array; PHP has no `items` in an empty one. */
function items(object $array): array
{
    return $array->items ?? [];
}
