import type { Db } from '../tables.ts'

/** A step that made an asset of another. */
export interface GenerationStep {
  readonly engine: string
  readonly originatorId: number
  readonly generatedId: number
  readonly attributes: Readonly<Record<string, string>>
}

export interface GenerationFilter {
  readonly companyId: number
  /** What came out of it; undefined: of whatever. */
  readonly originatorId: number | undefined
  /** What it came out of; undefined: whatever. */
  readonly generatedId: number | undefined
  readonly engine: string | undefined
}

/** Steps between assets outside the trash, in the order of what they generated. */
export async function generationSteps(db: Db, filter: GenerationFilter): Promise<GenerationStep[]> {
  const { companyId, originatorId, generatedId, engine } = filter
  return await db
    .selectFrom('asset_generation as step')
    .innerJoin('asset as originator', 'originator.id', 'step.originator_id')
    .innerJoin('asset as generated', 'generated.id', 'step.generated_id')
    .select([
      'step.engine',
      'step.originator_id as originatorId',
      'step.generated_id as generatedId',
      'step.attributes',
    ])
    .where('originator.company_id', '=', companyId)
    .where('originator.trash_state', '=', 'NotInTrash')
    .where('generated.trash_state', '=', 'NotInTrash')
    .$if(originatorId !== undefined, (query) => query.where('step.originator_id', '=', originatorId ?? 0))
    .$if(generatedId !== undefined, (query) => query.where('step.generated_id', '=', generatedId ?? 0))
    .$if(engine !== undefined, (query) => query.where('step.engine', '=', engine ?? ''))
    .orderBy('step.generated_id')
    .execute()
}
