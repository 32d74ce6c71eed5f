namespace Countersign.Kinds.CodeAnalysis.Rules;

/// <summary>What a rule is about; decides which part of the score its findings cost.</summary>
internal enum RuleCategory
{
    Security,
    Smell,
    TypeError,
    Duplication,
    Hygiene,
}
