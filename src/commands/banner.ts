export interface BannerFacts {
  readonly address: string
  readonly database: string
  readonly workers: number
  readonly adminUser: string
  /** Only at the first start, and only when darkroom made the password. */
  readonly generatedPassword?: string
}

/** What a person sees when the server is ready. */
export function banner(facts: BannerFacts): void {
  const lines = [
    '',
    `darkroom is ready at ${facts.address}`,
    '',
    `  upload      POST ${facts.address}/scene7/UploadFile`,
    `  service     ${facts.address}/scene7/services/IpsApiService (WSDL: ?wsdl)`,
    `  images      ${facts.address}/is/image/<company>/<asset>?wid=400`,
    `  health      ${facts.address}/readyz`,
    `  database    ${facts.database}`,
    `  workers     ${facts.workers === 0 ? 'none here; start some with: darkroom work' : facts.workers}`,
    ...(facts.generatedPassword === undefined
      ? []
      : [
          '',
          `  user        ${facts.adminUser}`,
          `  password    ${facts.generatedPassword}   (shown this once; change it with: darkroom user password)`,
        ]),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
