import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about what is fetched from the web, of FTP servers and of folders of the server, in French. */
export const french: Words<typeof english> = {
  either: '{first} ou {second}',
  urlScheme: 'Une URL a le schéma {scheme} ; attendu : {expected}, {max} caractères au plus.',
  urlNone: 'Une URL n’en est pas une ; attendu : {expected}, {max} caractères au plus.',
  urlTooLong: 'Une URL a {length} caractères ; attendu : {expected}, {max} caractères au plus.',
  urlCredentialsEncoding:
    'L’utilisateur ou le mot de passe de l’URL de {host} n’est pas encodé en pourcentage ; attendu : UTF-8, comme %40 pour @.',
  urlCredentialsControl:
    'L’utilisateur ou le mot de passe de l’URL de {host} contient un caractère de contrôle ; aucun n’est attendu.',
  urlPathControl: 'Le chemin de {url} contient un caractère de contrôle ; aucun n’est attendu.',
  urlPathEncoding: 'Le chemin de {url} n’est pas de l’UTF-8 encodé en pourcentage ; attendu : %25 pour %.',
  urlNoFile: '{url} ne désigne aucun fichier ; le chemin d’un fichier est attendu.',
  urlQuery:
    '{url} a une requête, que FTP ne connaît pas ; attendu : %3F pour un point d’interrogation dans un chemin.',
  hostNotPublic:
    'L’hôte {host} n’a pas d’adresse publique ; darkroom ne se connecte qu’à des adresses publiques, sauf si DARKROOM_ALLOW_PRIVATE_URLS vaut true.',
  fetchImpossible: '{url} ne peut pas être récupéré : {reason}.',
  fetchFailed: '{url} n’a pas pu être récupéré : {reason}.',
  hostUnknown: 'son nom d’hôte est inconnu',
  certificateUntrusted: 'son certificat n’est pas approuvé',
  noTls: 'son serveur ne parle pas TLS comme attendu',
  noHttp: 'son serveur ne parle pas HTTP comme attendu',
  replyCompressionBroken: 'la compression de la réponse est défectueuse',
  noConnectionInTime: 'pas de connexion dans le délai prévu',
  connectionRefused: 'la connexion a été refusée',
  noReplyInTime: 'pas de réponse dans le délai prévu',
  replyStopped: 'la réponse s’est arrêtée en cours de route',
  connectionBroke: 'la connexion a été interrompue',
  networkFailed: 'le réseau a eu une défaillance',
  ftpOtherHost: 'son serveur propose les données sur un autre hôte',
  answeredCode: '{url} a répondu avec le code {code}.',
  answeredStatus: '{url} a répondu avec le statut {status}.',
  answeredNot200: '{url} a répondu avec le statut {status} ; attendu : 200.',
  tooManyRedirects: '{url} mène à plus de {max} redirections de suite.',
  replyCoding: '{url} est encodé en « {coding} » ; attendu : rien, ou l’un de {known}.',
  replyTooLarge: '{url} dépasse les {limit} octets autorisés.',
  tooManyBytes: '{file} a {size} octets ; {max} au plus sont autorisés.',
  fetchTooSlow: '{url} a pris plus que les {seconds} secondes autorisées.',
  serverStopping: 'Le téléchargement a été interrompu : le serveur s’arrête.',
  serverDirsUnset:
    "serverDir : '{folder}' ne peut pas être lu, car DARKROOM_SERVER_DIRS n’ouvre aucun dossier aux tâches.",
  serverDirOutside:
    "serverDir : '{folder}' n’est pas un dossier de ceux que DARKROOM_SERVER_DIRS ouvre aux tâches.",
  pathGone: "'{path}' n’existe plus.",
  pathForbidden: "'{path}' ne peut pas être lu par le serveur.",
  pathIsLink: "'{path}' est un lien symbolique, qui n’est pas suivi.",
  pathThroughLink: "Le chemin de '{path}' passe par un lien symbolique, qui n’est pas suivi.",
  pathTooLong: "'{path}' a un chemin trop long.",
  pathNoFile: "'{path}' n’est pas un fichier ordinaire.",
  pathChanged: "'{path}' a changé pendant sa lecture.",
  storageFull: 'Le stockage n’a plus de place pour le fichier.',
  storageFullForZip: 'Le stockage n’a plus de place pour le ZIP.',
  storageFileTooLarge: 'Le fichier est plus grand que ce que le stockage peut contenir.',
  storedFileUnknown: 'Il n’y a pas de fichier enregistré {key}.',
}
