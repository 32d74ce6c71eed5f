namespace Countersign.Kinds.ScriptRun;

/// <summary>Something in a script that whoever approves it should look at.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Pattern">The rule's stable name.</param>
/// <param name="IsDestructive">Whether it may remove or overwrite what is there.</param>
/// <param name="Reason">What it does; for people.</param>
internal sealed record ScriptRisk(int Line, string Pattern, bool IsDestructive, string Reason);
