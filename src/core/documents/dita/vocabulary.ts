/** Elements of the DITA 1.3 vocabulary (all of OASIS' technical content, learning and machinery modules) by what they specialise. */
const specialisations: Readonly<Record<string, string>> = {
  abstract: 'glossdef',
  alt: '',
  anchor: '',
  audience: '',
  author: 'authorinformation',
  body:
    'conbody glossBody learningAssessmentbody learningBasebody learningContentbody learningOverviewbody ' +
    'learningPlanbody learningSummarybody refbody taskbody troublebody',
  bodydiv: 'conbodydiv refbodydiv troubleSolution',
  boolean: '',
  brand: '',
  category: '',
  cite: '',
  colspec: '',
  component: '',
  copyrholder: '',
  copyright: '',
  copyryear: '',
  created: '',
  critdates: '',
  data:
    'approved attributedef bookchangehistory bookevent bookeventtype bookid booknumber bookowner ' +
    'bookpartno bookrestriction bookrights change-completed change-item change-organization change- ' +
    'person change-request-id change-request-reference change-request-system change-revisionid change- ' +
    'started change-summary contactnumber contactnumbers copyrfirst copyrlast dvrKeyscopePrefix ' +
    'dvrKeyscopeSuffix dvrResourcePrefix dvrResourceSuffix edited edition elementdef emailaddress ' +
    'emailaddresses firstname generationidentifier glossPartOfSpeech glossProperty glossStatus ' +
    'honorific isbn lastname lcCorrectResponse lcCorrectResponse2 lcSequence lcSequence2 lcTime ' +
    'lomAggregationLevel lomContext lomCoverage lomDifficulty lomInstallationRemarks ' +
    'lomIntendedUserRole lomInteractivityLevel lomInteractivityType lomLearningResourceType ' +
    'lomOtherPlatformRequirements lomSemanticDensity lomStructure lomTechRequirement lomTypicalAgeRange ' +
    'lomTypicalLearningTime maintainer middlename namedetails nospares nosupeq nosupply organization ' +
    'organizationinfo otherinfo person personinfo personname printlocation published publishtype ' +
    'reviewed sort-as tested url urls volume',
  'data-about': '',
  dd: 'pd',
  ddhd: '',
  desc: '',
  div:
    'equation-block lcAnswerContent2 lcAsset2 lcFeedback2 lcFeedbackCorrect2 lcFeedbackIncorrect2 ' +
    'lcHotspot2 lcInteractionBase2 lcMatching2 lcMultipleSelect2 lcOpenAnswer2 lcOpenQuestion2 ' +
    'lcQuestion2 lcQuestionBase2 lcSequencing2 lcSingleSelect2 lcTrueFalse2',
  dl: 'parml',
  dlentry: 'plentry',
  dlhead: '',
  'draft-comment': '',
  dt: 'pt',
  dthd: '',
  entry: '',
  example: '',
  featnum: '',
  fig:
    'equation-figure imagemap lcCIN lcClassroom lcClient lcConstraints lcDelivDate lcDownloadTime ' +
    'lcFileSizeLimitations lcGapItem lcGraphics lcHandouts lcHotspot lcHotspotMap lcHotspotMap2 ' +
    'lcInteractionBase lcInterventionItem lcLMS lcMatching lcModDate lcMultipleSelect lcNoLMS lcOJT ' +
    'lcOpenQuestion lcOrganizational lcPlanAudience lcPlanDescrip lcPlanPrereqs lcPlanSubject ' +
    'lcPlanTitle lcPlayers lcResolution lcSecurity lcSequencing lcSingleSelect lcTask lcTrueFalse ' +
    'lcViewers lcW3C lcWorkEnv syntaxdiagram',
  figgroup: 'area fragment groupchoice groupcomp groupseq lcArea lcArea2 synblk',
  fn: 'synnote',
  foreign: 'mathml svg-container',
  image: 'glossSymbol hazardsymbol',
  'index-base': 'index-see index-see-also index-sort-as',
  indexterm: '',
  indextermref: '',
  itemgroup: 'info stepresult steptroubleshooting stepxmp tutorialinfo',
  keyword:
    'anchorid anchorkey apiname cmdname kwd lcAreaShape lcAreaShape2 markupname msgnum numcharref ' +
    'option parameterentity parmname shape shortcut textentity varname wintitle xmlatt xmlelement ' +
    'xmlnsname xmlpi',
  keywords: 'exportanchors',
  li:
    'choice consequence esttime howtoavoid lcAnswerOption lcAnswerOption2 lcObjective lcSequenceOption ' +
    'lcSequenceOption2 noconds nosafety perscat perskill personnel reqcond reqcontp safecond spare step ' +
    'stepsection substep supequi supply typeofhazard',
  lines: '',
  link: '',
  linkinfo: '',
  linklist: '',
  linkpool: '',
  linktext: '',
  longdescref: '',
  longquoteref: '',
  lq: '',
  map: 'bookmap learningGroupMap learningObjectMap subjectScheme',
  metadata: 'change-historylist lcLom',
  navref: '',
  navtitle: '',
  'no-topic-nesting': '',
  note: 'glossScopeNote glossUsage hazardstatement lcInstructornote lcInstructornote2',
  object: '',
  ol: 'lcSequenceOptionGroup lcSequenceOptionGroup2 safety steps substeps',
  othermeta: '',
  p:
    'glossSurfaceForm lcAge lcAnswerContent lcAssessment lcAsset lcAttitude lcBackground lcDelivery ' +
    'lcEdLevel lcFeedback lcFeedbackCorrect lcFeedbackIncorrect lcGapItemDelta lcGeneralDescription ' +
    'lcGoals lcInteractionLabel2 lcJtaItem lcKnowledge lcLearnStrat lcMotivation lcNeeds lcOpenAnswer ' +
    'lcOrgConstraints lcPlanObjective lcPlanResources lcProcesses lcQuestion lcQuestionBase lcSkills ' +
    'lcSpecChars lcTaskItem lcValues lcWorkEnvDescription responsibleParty spares supequip supplies',
  param: '',
  permissions: '',
  ph:
    'addressdetails administrativearea b booklibrary booktitlealt cmd codeph completed coords country ' +
    'day delim equation-inline equation-number filepath i lcAreaCoords lcAreaCoords2 lcObjectivesStem ' +
    'line-through locality localityname mainbooktitle menucascade month msgph oper organizationname ' +
    'organizationnamedetails overline postalcode repsep revisionid sep started sub summary sup synph ' +
    'systemoutput thoroughfare tt u uicontrol userinput var year',
  platform: '',
  pre: 'codeblock msgblock screen',
  prodinfo: '',
  prodname: '',
  prognum: '',
  prolog: '',
  publisher: 'publisherinformation',
  q: '',
  'related-links': '',
  relcell: 'subjectCell subjectRole topicCell',
  relcolspec: '',
  relheader: '',
  relrow: 'subjectRel subjectRelHeader topicSubjectHeader topicSubjectRow',
  reltable: 'subjectRelTable topicSubjectTable',
  'required-cleanup': '',
  resourceid: '',
  revised: '',
  row: '',
  searchtitle: '',
  section:
    'cause closereqs condition context glossAlt lcAudience lcChallenge lcDuration lcGapAnalysis ' +
    'lcInstruction lcInteraction lcIntervention lcIntro lcNeedsAnalysis lcNextSteps lcObjectives ' +
    'lcPrereqs lcProject lcResources lcReview lcSummary lcTechnical postreq prelreqs prereq refsyn ' +
    'remedy result steps-informal tasktroubleshooting',
  sectiondiv: '',
  series: '',
  shortdesc: '',
  simpletable: 'choicetable lcMatchTable lcMatchTable2 properties',
  sl: '',
  sli: '',
  source: '',
  state: '',
  stentry:
    'chdesc chdeschd choption choptionhd lcItem lcItem2 lcMatchingItem lcMatchingItem2 ' +
    'lcMatchingItemFeedback lcMatchingItemFeedback2 propdesc propdeschd proptype proptypehd propvalue ' +
    'propvaluehd',
  sthead: 'chhead lcMatchingHeader lcMatchingHeader2 prophead',
  strow: 'chrow lcMatchingPair lcMatchingPair2 property',
  table: '',
  tbody: '',
  term: 'abbreviated-form',
  text: '',
  tgroup: '',
  thead: '',
  title: 'booktitle glossAbbreviation glossAcronym glossShortForm glossSynonym glossterm',
  titlealts: '',
  tm: '',
  topic:
    'concept glossentry glossgroup learningAssessment learningBase learningContent learningOverview ' +
    'learningPlan learningSummary reference task troubleshooting',
  topicmeta: 'bookmeta ditavalmeta subjectHeadMeta',
  topicref:
    'abbrevlist amendments anchorref appendices appendix backmatter bibliolist bookabstract booklist ' +
    'booklists chapter colophon dedication defaultSubject ditavalref draftintro enumerationdef ' +
    'figurelist frontmatter glossarylist glossref hasInstance hasKind hasNarrower hasPart hasRelated ' +
    'indexlist keydef learningContentComponentRef learningContentRef learningGroup learningGroupMapRef ' +
    'learningObject learningObjectMapRef learningOverviewRef learningPlanRef learningPostAssessmentRef ' +
    'learningPreAssessmentRef learningSummaryRef mapref notices part preface relatedSubjects schemeref ' +
    'subjectHead subjectdef subjectref tablelist toc topicapply topicgroup topichead topicset ' +
    'topicsetref topicsubject trademarklist',
  ul:
    'choices lcAnswerOptionGroup lcAnswerOptionGroup2 lcObjectivesGroup messagepanel reqconds reqpers ' +
    'sparesli steps-unordered supeqli supplyli',
  unknown: '',
  'ux-window': '',
  vrm: '',
  vrmlist: '',
  xref: 'coderef fragref glossAlternateFor mathmlref svgref synnoteref',
}

/** The base element (of the topic and map modules) of every element that DITA 1.3 knows. */
export const baseOf: ReadonlyMap<string, string> = new Map(
  Object.entries(specialisations).flatMap(([base, names]) =>
    [base, ...names.split(' ')].filter((name) => name !== '').map((name) => [name, base] as const),
  ),
)
