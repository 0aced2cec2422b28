import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about what is fetched from the web, of FTP servers and of folders of the server, in German. */
export const german: Words<typeof english> = {
  either: '{first} oder {second}',
  urlScheme: 'Eine URL hat das Schema {scheme}; erwartet wird {expected} mit höchstens {max} Zeichen.',
  urlNone: 'Eine URL ist keine; erwartet wird {expected} mit höchstens {max} Zeichen.',
  urlTooLong: 'Eine URL hat {length} Zeichen; erwartet wird {expected} mit höchstens {max} Zeichen.',
  urlCredentialsEncoding:
    'Benutzer oder Kennwort in der URL von {host} sind nicht prozentkodiert; erwartet wird UTF-8 wie %40 für @.',
  urlCredentialsControl:
    'Benutzer oder Kennwort in der URL von {host} enthalten ein Steuerzeichen; erwartet wird keines.',
  urlPathControl: 'Der Pfad von {url} enthält ein Steuerzeichen; erwartet wird keines.',
  urlPathEncoding: 'Der Pfad von {url} ist kein prozentkodiertes UTF-8; erwartet wird %25 für %.',
  urlNoFile: '{url} benennt keine Datei; erwartet wird der Pfad einer Datei.',
  urlQuery: '{url} hat eine Abfrage, die FTP nicht kennt; erwartet wird %3F für ein Fragezeichen im Pfad.',
  hostNotPublic:
    'Der Host {host} hat keine öffentliche Adresse; darkroom verbindet sich nur mit öffentlichen Adressen, außer DARKROOM_ALLOW_PRIVATE_URLS ist true.',
  fetchImpossible: '{url} kann nicht abgerufen werden: {reason}.',
  fetchFailed: '{url} konnte nicht abgerufen werden: {reason}.',
  hostUnknown: 'der Hostname ist unbekannt',
  certificateUntrusted: 'dem Zertifikat wird nicht vertraut',
  noTls: 'der Server spricht TLS nicht wie erwartet',
  noHttp: 'der Server spricht HTTP nicht wie erwartet',
  replyCompressionBroken: 'die Komprimierung der Antwort ist fehlerhaft',
  noConnectionInTime: 'keine Verbindung in der vorgesehenen Zeit',
  connectionRefused: 'die Verbindung wurde abgelehnt',
  noReplyInTime: 'keine Antwort in der vorgesehenen Zeit',
  replyStopped: 'die Antwort brach mittendrin ab',
  connectionBroke: 'die Verbindung brach ab',
  networkFailed: 'das Netzwerk ist ausgefallen',
  ftpOtherHost: 'der Server bietet die Daten auf einem anderen Host an',
  answeredCode: '{url} antwortete mit dem Code {code}.',
  answeredStatus: '{url} antwortete mit dem Status {status}.',
  answeredNot200: '{url} antwortete mit dem Status {status}; erwartet wird 200.',
  tooManyRedirects: '{url} führt zu mehr als {max} Weiterleitungen hintereinander.',
  replyCoding: '{url} ist als „{coding}“ kodiert; erwartet wird nichts oder eines von {known}.',
  replyTooLarge: '{url} ist größer als die erlaubten {limit} Byte.',
  tooManyBytes: '{file} hat {size} Byte; höchstens {max} sind erlaubt.',
  fetchTooSlow: '{url} brauchte länger als die erlaubten {seconds} Sekunden.',
  serverStopping: 'Das Herunterladen wurde abgebrochen: Der Server wird beendet.',
  serverDirsUnset:
    "serverDir: '{folder}' kann nicht gelesen werden, weil DARKROOM_SERVER_DIRS keinen Ordner für Aufträge öffnet.",
  serverDirOutside:
    "serverDir: '{folder}' ist kein Ordner innerhalb derer, die DARKROOM_SERVER_DIRS für Aufträge öffnet.",
  pathGone: "'{path}' ist nicht mehr da.",
  pathForbidden: "'{path}' darf vom Server nicht gelesen werden.",
  pathIsLink: "'{path}' ist ein symbolischer Link, dem nicht gefolgt wird.",
  pathThroughLink: "Auf dem Weg zu '{path}' liegt ein symbolischer Link, dem nicht gefolgt wird.",
  pathTooLong: "'{path}' hat einen zu langen Pfad.",
  pathNoFile: "'{path}' ist keine gewöhnliche Datei.",
  pathChanged: "'{path}' wurde während des Lesens geändert.",
  storageFull: 'Der Speicher hat keinen Platz mehr für die Datei.',
  storageFullForZip: 'Der Speicher hat keinen Platz mehr für das ZIP.',
  storageFileTooLarge: 'Die Datei ist größer, als der Speicher sie aufnehmen kann.',
  storedFileUnknown: 'Es gibt keine gespeicherte Datei {key}.',
}
