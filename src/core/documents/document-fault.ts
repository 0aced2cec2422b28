/** Why a document can not be read; the message is for its readers and names the line where there is one. */
export class DocumentFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DocumentFault'
  }
}
