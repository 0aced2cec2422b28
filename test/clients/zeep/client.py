"""A client of the IPS web service as zeep makes it from a WSDL."""

import zeep
from zeep.helpers import serialize_object

COMMON = "http://www.scene7.com/IpsApi/xsd"


class Ips:
    """Calls operations with the authHeader of one user. Replies are dicts, lists and scalars."""

    def __init__(self, client, user, password):
        self._client = client
        header = client.get_element("{%s}authHeader" % COMMON)
        self._headers = [header(user=user, password=password, appName="zeep", appVersion=zeep.__version__)]

    def call(self, operation, **param):
        reply = self._client.service[operation](**param, _soapheaders=self._headers)
        return serialize_object(reply, dict)

    def fault(self, operation, **param):
        """The fault that a call must end with: its name, and the typed detail."""
        try:
            self.call(operation, **param)
        except zeep.exceptions.Fault as fault:
            element = fault.detail[0]
            detail = serialize_object(self._client.wsdl.types.deserialize(element), dict)
            return {"name": element.tag.rpartition("}")[2], "code": detail["code"], "reason": detail["reason"]}
        raise AssertionError("%s gave no fault" % operation)


def items(array):
    """The elements of an array: zeep peels what is alone in a reply, and has None in place of an empty element."""
    return (array["items"] if isinstance(array, dict) else array) or []
