import type { MetadataField as Field } from '../../../core/metadata/metadata-field.ts'
import type { Static } from '../../../soap/schema.ts'
import { metadataFieldHandle } from '../handles.ts'
import type { MetadataField } from '../types/metadata-fields.ts'

/** A metadata field as clients see it. Every field is one that a company defined, and none has to have a value. */
export function metadataFieldView(field: Field, version: string): Static<typeof MetadataField> {
  return {
    fieldHandle: metadataFieldHandle(field, version),
    name: field.name,
    type: field.field_type,
    defaultValue: field.default_value,
    isRequired: false,
    isUserDefined: true,
    isHidden: field.is_hidden,
    isEnforced: field.is_enforced,
    isPublishData: field.is_publish_data,
    initialTagValue: field.tags[0],
  }
}
