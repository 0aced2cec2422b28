import type { AnyOperation } from '../../operation.ts'
import { addTagFieldValues } from './add-tag-field-values.ts'
import { createMetadataField } from './create-metadata-field.ts'
import { deleteMetadataField } from './delete-metadata-field.ts'
import { deleteTagFieldValues } from './delete-tag-field-values.ts'
import { getAssetMetadataFields } from './get-asset-metadata-fields.ts'
import { getMetadataFields } from './get-metadata-fields.ts'
import { getTagFieldValues } from './get-tag-field-values.ts'
import { saveMetadataField } from './save-metadata-field.ts'
import { setTagFieldValues } from './set-tag-field-values.ts'
import { updateMetadataField } from './update-metadata-field.ts'
import { updateTagFieldValues } from './update-tag-field-values.ts'

/** Definitions of metadata fields, and the tags that they know. */
export const metadataFieldOperations: readonly AnyOperation[] = [
  addTagFieldValues,
  createMetadataField,
  deleteMetadataField,
  deleteTagFieldValues,
  getAssetMetadataFields,
  getMetadataFields,
  getTagFieldValues,
  saveMetadataField,
  setTagFieldValues,
  updateMetadataField,
  updateTagFieldValues,
]
