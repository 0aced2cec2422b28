import type { Words } from '../words.ts'
import type { english } from './en.ts'

/** Messages about videos and sound, in German. */
export const german: Words<typeof english> = {
  encodingProblem: 'Kodierung „{name}“: {problem}',
  encodingNoSound: 'Kodierung „{name}“ wird ausgelassen: Das Video hat keinen Ton.',
  encodingNoVideo: 'Kodierung „{name}“ wird ausgelassen: „{file}“ enthält kein Video.',
  adaptiveSetsNoVideo: 'Adaptive Sets werden ausgelassen: „{file}“ enthält kein Video.',
  adaptiveSetEmpty: 'Adaptives Set „{name}“ wird ausgelassen: Es hat keine Kodierungen.',
  adaptiveSetAspect:
    'Adaptives Set „{name}“: aspectRatio "{ratio}" wird ausgelassen; erwartet wird eines wie 16:9.',
  adaptiveSetShape:
    'Adaptives Set „{name}“: Es ist für {ratio}; die Ausgaben behalten die Form des Videos, {width} x {height}.',
  adaptiveSetWithoutMaster:
    'Adaptives Set „{name}“: „{file}“ kommt nicht hinein; Player können {codec} nicht zeigen.',
  otherStreams: 'die Ausgaben enthalten nur das erste Video und den ersten Ton; ausgelassen: {streams}.',
  videoCropEmpty: 'Ein videoSmartCrop wird ausgelassen: width und height müssen über 0 sein.',
  videoCropRate:
    'videoSmartCropSampleRate {rate} wird ausgelassen; erwartet werden 0 oder mehr Bilder pro Sekunde.',
  videoHdr: '„{file}“ hat einen hohen Dynamikumfang; Bilder und Ausgaben davon wirken matt.',
  thumbnailOutside:
    'thumbnailTime {time} liegt nicht in den {length} ms des Videos; das erste Bild wird gezeigt.',
  coverTooLarge: 'es hat {width} x {height} Pixel.',
  coverUnreadable: 'das Titelbild von „{file}“ kann nicht gelesen werden.',
  tooManyRenditions: 'mediaOptions verlangt {count} Ausgaben von „{file}“; die Grenze ist {max}.',
  ffmpegMissing: '„{file}“ kann nicht kodiert werden: FFmpeg ist auf diesem Server nicht installiert.',
  storedUnread:
    '„{file}“ wird unverändert und ungelesen gespeichert: FFmpeg ist auf diesem Server nicht installiert.',
  numberNegative: '{field} {value} wird ausgelassen; erwartet wird 0 oder mehr.',
  videoSmaller: 'das Video ist kleiner als verlangt; die Ausgabe hat dessen Größe, {width} x {height}.',
  codecImpossible: 'das Video ist H.264, nicht "{codec}", was nicht gemacht werden kann.',
  codecNotAdaptive: 'das Video ist H.264, nicht "{codec}", was adaptive Sets nicht haben.',
  frameRateTooHigh: 'frameRate {rate} liegt über {max}; die der Quelle bleibt.',
  h264Unknown: '{field} "{value}" wird ausgelassen; bekannt sind {known}.',
  bitrateTooHigh: 'videoBitrate {rate} liegt über {max} kbit/s.',
  maxBitrateLow: 'maxBitrate {value} liegt unter videoBitrate {rate} und wird ausgelassen.',
  minBitrateHigh: 'minBitrate {value} liegt über videoBitrate {rate} und wird ausgelassen.',
  partsDamaged: 'Teile von „{file}“ sind beschädigt und wurden übergangen.',
  settingUnknown: 'die erweiterte Einstellung "{setting}" wird ausgelassen; bekannt sind {known}.',
  settingForOther: 'die erweiterte Einstellung "{setting}" wird ausgelassen; sie ist für {container}.',
  settingValue: 'die erweiterte Einstellung "{setting}" wird ausgelassen; sie kann nicht "{value}" sein.',
  suffixTaken: 'fileSuffix "{given}" gilt als "{safe}": Es kann keine Ordner benennen.',
  containerInstead:
    'es wird eine .{container}-Datei gemacht, keine .{extension}, in die der Codec nicht passt.',
  soundCodec: 'der Ton ist {codec}, nicht "{asked}", was {container}-Dateien hier nicht aufnehmen.',
  soundBitrate: 'der Ton hat {rate} kbit/s, nicht {asked}, was {codec} nicht erlaubt.',
  soundRate: 'der Ton hat {rate} Hz, nicht {asked}, was {codec} nicht erlaubt.',
  frameTooLarge: '„{file}“ hat Einzelbilder mit {pixels} Pixeln; die Grenze ist {max} Pixel.',
  playsTooLong: '„{file}“ dauert {seconds} Sekunden; die Grenze ist {max} Sekunden.',
  videoNoLength: 'das Video hat keine Länge',
  soundNoLength: 'der Ton hat keine Länge',
  mediaCut: '„{file}“ ist beschädigt oder abgeschnitten: Von {expected} Sekunden sind {found} da.',
  mediaTooSlow: '„{file}“ zu verarbeiten dauerte länger als {seconds} Sekunden (DARKROOM_MAX_VIDEO_SECONDS).',
  noRoomForRenditions: 'Es ist kein Platz mehr, um die Ausgaben zu schreiben.',
  mediaMemory: '„{file}“ braucht mehr Speicher, als ein Video darf.',
  mediaUnreadable: '„{file}“ ist beschädigt oder abgeschnitten: Die Datei kann nicht gelesen werden.',
  mediaEmpty: '„{file}“ enthält weder lesbares Video noch lesbaren Ton.',
  videoNotDecoded: 'das Video kann nicht dekodiert werden',
}
