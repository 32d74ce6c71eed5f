namespace Countersign.Kinds;

/// <summary>How grave a line of a job's log is.</summary>
public enum JobLogLevel
{
    Info,
    Warning,
    Error,
}
