namespace Countersign.Contracts.Jobs;

/// <summary>Which part of its life a running or waiting job is in. On the wire in snake_case.</summary>
public enum JobPhase
{
    Analysis,
    Plan,
    Approval,
    Execution,
}
