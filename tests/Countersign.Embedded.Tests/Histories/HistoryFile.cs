using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Durable.Sqlite;

namespace Countersign.Embedded.Tests.Histories;

/// <summary>
/// Histories in files, a folder for each release that recorded them. They stand for instances that users have under way, so a
/// file is kept until no such instance can be left.
/// </summary>
internal static class HistoryFile
{
    private const string Extension = ".json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Histories");

    /// <summary>The names of all files, such as <c>0.1.0/approved</c>.</summary>
    public static IReadOnlyList<string> All =>
    [
        .. Directory.EnumerateFiles(Root, "*" + Extension, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')[..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    public static RecordedHistory Read(string name)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name + Extension)))!;
        return new RecordedHistory(
            file["instanceId"]!.GetValue<string>(), file["generation"]!.GetValue<int>(), file["events"]!.ToJsonString());
    }

    /// <summary>Puts a history into the source folder.</summary>
    public static void Write(string name, RecordedHistory history, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, name + Extension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new JsonObject
        {
            ["instanceId"] = history.InstanceId,
            ["generation"] = history.Generation,
            ["events"] = JsonNode.Parse(history.Events),
        };
        File.WriteAllText(path, file.ToJsonString(Indented) + "\n");
    }
}
