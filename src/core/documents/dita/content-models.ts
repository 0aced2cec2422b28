/**
 * What the main structural elements of DITA 1.3 may hold (the content models of OASIS' DTDs): groups in order, each of names with `|` between
 * them and `!` (one), `?` (at most one), `+` (one or more) or `*` (any number) behind. `@name`: everything that
 * specialises it; `~`: anything else. Elements without a line may hold anything.
 */
export const contentModels: Readonly<Record<string, string>> = {
  topic: 'title! titlealts? abstract|shortdesc? prolog? body? related-links? @topic*',
  concept: 'title! titlealts? abstract|shortdesc? prolog? conbody? related-links? @topic*',
  task: 'title! titlealts? abstract|shortdesc? prolog? taskbody? related-links? @topic*',
  reference: 'title! titlealts? abstract|shortdesc? prolog? refbody? related-links? @topic*',
  troubleshooting: 'title! titlealts? abstract|shortdesc? prolog? troublebody? related-links? @topic*',
  glossentry: 'glossterm! glossdef? prolog? glossBody? related-links? @topic*',
  glossgroup: 'title! prolog? @topic*',
  learningBase: 'title! titlealts? abstract|shortdesc? prolog? learningBasebody? related-links? @topic*',
  learningAssessment:
    'title! titlealts? abstract|shortdesc? prolog? learningAssessmentbody! related-links? @topic*',
  learningContent:
    'title! titlealts? abstract|shortdesc? prolog? learningContentbody! related-links? @topic*',
  learningOverview:
    'title! titlealts? abstract|shortdesc? prolog? learningOverviewbody! related-links? @topic*',
  learningPlan: 'title! titlealts? abstract|shortdesc? prolog? learningPlanbody! related-links? @topic*',
  learningSummary:
    'title! titlealts? abstract|shortdesc? prolog? learningSummarybody! related-links? @topic*',
  dita: '@topic+',

  titlealts: 'navtitle? searchtitle?',
  'related-links': 'link|linklist|linkpool*',
  linklist: 'title? desc? linklist|link* linkinfo?',
  linkpool: 'linkpool|link*',
  link: 'linktext? desc?',
  conbody: '~* section|example|conbodydiv*',
  conbodydiv: 'section|example*',
  taskbody:
    'prereq|context|section* steps|steps-unordered|steps-informal? result? tasktroubleshooting? example* postreq*',
  steps: 'stepsection|step+',
  'steps-unordered': 'stepsection|step+',
  step: '@note* cmd! choices|choicetable|info|itemgroup|stepxmp|substeps|tutorialinfo* stepresult? steptroubleshooting?',
  substeps: 'substep+',
  substep: '@note* cmd! info|itemgroup|stepxmp|tutorialinfo* stepresult?',
  choices: 'choice+',
  choicetable: 'chhead? chrow+',
  chhead: 'choptionhd! chdeschd!',
  chrow: 'choption! chdesc!',
  refbody: 'example|refbodydiv|refsyn|properties|section|@simpletable|table*',
  refbodydiv: 'example|refbodydiv|refsyn|properties|section|@simpletable|table*',
  properties: 'prophead? property+',
  prophead: 'proptypehd? propvaluehd? propdeschd?',
  property: 'proptype? propvalue? propdesc?',
  troublebody: 'condition|troubleSolution*',
  troubleSolution: 'cause* remedy*',
  remedy: 'title? responsibleParty? steps|steps-unordered|steps-informal!',
  glossBody:
    'glossPartOfSpeech? glossStatus? glossProperty* glossSurfaceForm? glossUsage? glossScopeNote? glossSymbol* note* glossAlt*',

  ul: 'li+',
  ol: 'li+',
  sl: 'sli+',
  dl: 'dlhead? dlentry+',
  dlentry: 'dt+ dd+',
  parml: 'plentry+',
  plentry: 'pt+ pd+',
  table: 'title? desc? tgroup+',
  tgroup: 'colspec* thead? tbody!',
  thead: 'row+',
  tbody: 'row+',
  row: 'entry+',
  simpletable: 'sthead? strow+',
  sthead: 'stentry+',
  strow: 'stentry*',

  map: 'title? topicmeta? anchor|navref|@reltable|@topicref*',
  topicref: 'topicmeta? anchor|navref|@topicref*',
  topichead: 'topicmeta? anchor|navref|@topicref*',
  topicgroup: 'topicmeta? anchor|navref|@topicref*',
  keydef: 'topicmeta? anchor|navref|@topicref*',
  mapref: 'topicmeta?',
  reltable: 'title? topicmeta? relheader? relrow+',
  relheader: 'relcolspec+',
  relrow: 'relcell*',
  relcell: '@topicref*',
  bookmap:
    'title|booktitle? bookmeta? frontmatter? chapter* part* appendices|appendix* backmatter? reltable*',
  booktitle: 'booklibrary? mainbooktitle! booktitlealt*',
  frontmatter: '@topicref*',
  backmatter: '@topicref*',
  chapter: 'topicmeta? @topicref*',
  part: 'topicmeta? @topicref*',
  appendices: 'topicmeta? appendix*',
  appendix: 'topicmeta? @topicref*',
  subjectScheme: 'title? topicmeta? anchor|navref|@reltable|@topicref*',
}

/** Elements that stand only in those whose model names them. */
export const boundElements: ReadonlySet<string> = new Set(
  (
    'body conbody taskbody refbody troublebody glossBody titlealts related-links link linklist linkpool conbodydiv prereq postreq ' +
    'steps steps-unordered step stepsection substeps substep cmd choices choice choicetable chhead chrow choptionhd chdeschd ' +
    'choption chdesc refbodydiv properties prophead property condition troubleSolution cause remedy li sli dlhead dlentry dt dd ' +
    'plentry pt pd tgroup thead tbody row entry sthead strow reltable relheader relrow relcell frontmatter backmatter chapter ' +
    'part appendices appendix bookmeta glossterm glossdef section'
  ).split(' '),
)

/** Parents beside those of the models. */
export const furtherParents: Readonly<Record<string, readonly string[]>> = {
  li: ['messagepanel', 'reqconds', 'reqpers', 'supplyli'],
  chapter: ['part'],
  section: [
    'body',
    'bodydiv',
    'learningBasebody',
    'learningAssessmentbody',
    'learningContentbody',
    'learningOverviewbody',
    'learningPlanbody',
    'learningSummarybody',
  ],
  link: ['linkpool', 'linklist'],
  appendix: ['bookmap'],
  reltable: ['map', 'subjectScheme'],
}

/** What may stand anywhere in the models, by its base: it says something about its parent. */
export const floatingBases: ReadonlySet<string> = new Set(
  'data data-about foreign unknown required-cleanup draft-comment indexterm'.split(' '),
)
