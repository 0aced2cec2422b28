/**
 * What follows the pixels of a libvips `.v` file: its metadata as XML, of which only the colour profile is used here. An
 * absent profile gives metadata without anything.
 */
export function pixelFileXml(profile: Buffer | undefined): Buffer {
  const field =
    profile === undefined
      ? ''
      : `    <field type="VipsBlob" name="icc-profile-data">${profile.toString('base64')}</field>\n`
  return Buffer.from(
    '<?xml version="1.0"?>\n<root xmlns="http://www.vips.ecs.soton.ac.uk/vips/8.0.0">\n' +
      `  <header>\n  </header>\n  <meta>\n${field}  </meta>\n</root>\n`,
  )
}
