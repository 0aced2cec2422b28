#!/bin/sh
# Makes a client of the WSDL at the URL $1 in the folder $2, and runs it with the other arguments.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
wsdl=$1
cd "$2"
shift 2
CLASSPATH=classes
for jar in axis axis-jaxrpc axis-saaj commons-discovery commons-logging wsdl4j javax.mail javax.activation; do
  CLASSPATH=$CLASSPATH:/usr/share/java/$jar.jar
done
export CLASSPATH
# What runs for seconds only is not worth compiling twice.
brief='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
java $brief org.apache.axis.wsdl.WSDL2Java --all -p com.scene7.ips -o source "$wsdl"
cp "$here/Errand.java" source
find source -name '*.java' >files
javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none -g:none -nowarn -encoding UTF-8 -d classes @files \
  2>javac.log || { cat javac.log >&2; exit 1; }
exec java $brief Errand "$@"
