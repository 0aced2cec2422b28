#!/bin/sh
# Makes a client of the WSDL at the URL $1, whose namespace is $2, in the folder $3, and runs it with the other arguments.
# With tcc, since gcc takes ten seconds for what soapcpp2 writes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
wsdl=$1 namespace=$2
cd "$3"
shift 3
common=http://www.scene7.com/IpsApi/xsd
printf 'ips = "%s"\ncommon = "%s"\n' "$namespace" "$common" >typemap.dat
{
  wsdl2h -c -t typemap.dat -o ips.h "$wsdl"
  soapcpp2 -c -C -x -L ips.h
} >made.log 2>&1 || { cat made.log >&2; exit 1; }
cp "$here/errand.c" .
# Before 4.0 all is in one namespace, and has the prefix of the first line.
if [ "$namespace" = "$common" ]; then sed -i 's/common__/ips__/g' errand.c; fi
tcc -o errand errand.c soapC.c soapClient.c -lgsoap
exec ./errand "$@"
