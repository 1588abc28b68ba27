/** Short names for the generated shapes, so that the rest of the browser never spells out `components["schemas"]`. */
import type { components } from "./generated";

type Shapes = components["schemas"];

export type StudyRecord = Shapes["Study"];
export type DataRecord = Shapes["Data"];
export type NetworkRecord = Shapes["Network"];
export type EdgeRecord = Shapes["Edge"];
export type RunRecord = Shapes["Run"];
export type VersionRecord = Shapes["Version"];
export type HeadRecord = Shapes["Head"];
export type NoteRecord = Shapes["Note"];
export type ProposalRecord = Shapes["Proposal"];
export type AnyRecord = Shapes["Record"];
export type Records = Readonly<Record<string, AnyRecord>>;
export type Changes = Shapes["Changes"];
export type Column = Shapes["Column"];
export type Affine = Shapes["Affine"];
export type WidthEntry = NetworkRecord["width"][number];

export type Snapshot = Shapes["Snapshot"];
export type Committed = Shapes["Committed"];
export type RunProgress = Shapes["RunProgress"];
export type Presence = Shapes["Presence"];
export type Person = Shapes["Person"];
export type ServerTrouble = Shapes["ServerTrouble"];
export type ServerMessage = Shapes["ServerMessage"];
export type ClientMessage = Shapes["ClientMessage"];

export type Accepted = Shapes["Accepted"];
export type Me = Shapes["Me"];
export type Example = Shapes["Example"];
export type Dataset = Shapes["DatasetAnswer"];
export type TableLook = Shapes["TableLook"];
export type ColumnLook = Shapes["ColumnLook"];
export type Reading = Shapes["Reading"];
export type StudyRow = Shapes["StudyRow"];
export type Studies = Shapes["Studies"];
export type RunMetrics = Shapes["RunMetrics"];
export type MetricsRow = Shapes["MetricsRow"];
export type Shape = NonNullable<EdgeRecord["wish"]>["shape"];
export type Drawn = Shapes["Drawn"];
export type Candidate = Shapes["Candidate"];
export type Candidates = Shapes["Candidates"];
export type LibraryRecord = Shapes["Library"];
export type LibraryAnswer = Shapes["LibraryAnswer"];
export type LibraryFunction = Shapes["LibraryFunction"];
export type FunctionPreview = Shapes["FunctionPreview"];
export type ProbeAnswer = Shapes["ProbeAnswer"];
export type CutCosts = Shapes["CutCosts"];
export type FrontAnswer = Shapes["FrontAnswer"];
export type FormulaAnswer = Shapes["FormulaAnswer"];
export type Script = Shapes["Script"];
export type Act = Shapes["Act"];
export type Residual = Shapes["Residual"];
export type Seed = Shapes["Seed"];
export type Seeds = Shapes["Seeds"];
export type Comparison = Shapes["Comparison"];
export type ComparedSide = Shapes["Side"];
export type ComparedStep = Shapes["Step"];
export type Differs = Shapes["Differs"];
export type Difference = Differs["what"];
export type FitAnswer = Shapes["FitAnswer"];
export type FitTarget = Shapes["FitTarget"];
export type FitErrors = Shapes["FitErrors"];
export type FitRegions = Shapes["FitRegions"];
export type FitSlice = Shapes["FitSlice"];
export type TwinAnswer = Shapes["TwinAnswer"];
export type TwinRow = Shapes["TwinRow"];
export type OutputFormula = Shapes["OutputFormula"];
export type ConstantAnswer = Shapes["Constant"];
export type ConstantsAnswer = Shapes["Constants"];
export type SimpleNumber = Shapes["SimpleNumber"];
export type VerdictPart = Shapes["VerdictPart"];
export type ProblemAnswer = Shapes["ProblemAnswer"];
export type SaidClause = Shapes["Said"];
export type SaidWord = SaidClause["word"];

type Loose<T> = T extends { op: infer Name } ? { op: Name } & Partial<Omit<T, "op">> : never;

/** What the browser may ask for: the server fills in every field that is left out and has a default. */
export type Operation = Loose<Shapes["Operation"]>;
export type MakeDataset = Partial<Shapes["MakeDataset"]>;
export type Model = Shapes["ModelAnswer"];
export type MakeStudy = Partial<Shapes["MakeStudy"]>;
export type Optimiser = NonNullable<Shapes["Train"]["optimiser"]>;
