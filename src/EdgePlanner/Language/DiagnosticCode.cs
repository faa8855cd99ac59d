namespace EdgePlanner.Language;

/// <summary>What is wrong with a plan. The name in kebab case is the code that messages show.</summary>
public enum DiagnosticCode : byte
{
    NotUtf8,
    SourceTooLong,
    UnexpectedCharacter,
    UnfinishedText,
    BadText,
    BadNumber,
    ReservedWord,
    Indented,
    ExpectedStatement,
    ExpectedEquals,
    ExpectedCall,
    ExpectedArgument,
    ExpectedComma,
    ExpectedLineEnd,
    ExpectedReturnName,
    NestedCall,
    PlaceAfterKey,
    TooManyArguments,
    TooManyStatements,

    UnknownTool,
    ToolNotOffered,
    UnknownName,
    ReassignedName,
    UnusedName,
    WrongType,
    UnitMismatch,
    MissingArgument,
    UnknownArgument,
    DuplicateArgument,
    NotAChoice,
    MustBeWritten,
    BrokenRule,
    TextTooLong,
    NoReturn,
    AfterReturn,

    OverBudget,
}
