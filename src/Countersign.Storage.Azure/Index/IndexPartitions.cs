using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Index;

/// <summary>The partitions of the index table; part of the store's format.</summary>
internal static class IndexPartitions
{
    public const string All = "all";

    /// <summary>Jobs that owe their orchestration a message, oldest first.</summary>
    public const string Owed = "owed";

    /// <summary>Jobs whose removal has begun.</summary>
    public const string Removing = "removing";

    public static string Status(JobStatus status) => $"status!{SnakeCase.NameOf(status)}";

    /// <summary>What most lists ask for: people see their own jobs only.</summary>
    public static string StatusAndOwner(JobStatus status, string owner) => $"{Status(status)}!{KeyText.Encode(owner)}";

    public static string Kind(string kind) => $"kind!{KeyText.Encode(kind)}";

    public static string Owner(string owner) => $"owner!{KeyText.Encode(owner)}";

    public static string Task(string taskId) => $"task!{KeyText.Encode(taskId)}";

    /// <summary>What the runs of a task are counted by.</summary>
    public static string StatusAndTask(JobStatus status, string taskId) => $"{Task(taskId)}!{SnakeCase.NameOf(status)}";

    public static string Tag(string tag) => $"tag!{KeyText.Encode(tag)}";
}
