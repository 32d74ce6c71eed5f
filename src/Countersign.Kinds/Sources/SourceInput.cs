using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.Sources;

/// <summary>The field <c>source</c> of kinds that work on trees of files.</summary>
public static partial class SourceInput
{
    private const int MostFiles = 1000;
    private static readonly string[] Forms = ["path", "upload_id", "git", "files"];

    /// <summary>Its JSON Schema.</summary>
    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Names the files, by exactly one of its fields.",
        ["minProperties"] = 1,
        ["maxProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["path"] = Text("A folder or an archive (zip, tar, tar.gz) below the folders that jobs may read."),
            ["upload_id"] = Text("An archive (zip, tar, tar.gz) or a single file from POST /api/uploads."),
            ["git"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("url"),
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject
                {
                    ["url"] = Text("https or http, on an allowed host."),
                    ["ref"] = Text("A branch, tag or full commit hash; the default branch when absent."),
                },
            },
            ["files"] = new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["maxItems"] = MostFiles,
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = new JsonArray("path", "content"),
                    ["additionalProperties"] = false,
                    ["properties"] = new JsonObject { ["path"] = Text("Relative, with slashes."), ["content"] = Text("The text of the file.") },
                },
            },
        },
    };

    /// <summary>Checks <c>input.source</c> and notes every problem.</summary>
    public static void Check(JsonElement input, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        const string Field = "input.source";
        if (!input.TryGetProperty("source", out var source))
        {
            errors.Add(Field, "is missing; allowed is an object with one of path, upload_id, git or files.");
            return;
        }

        if (source.ValueKind != JsonValueKind.Object)
        {
            errors.Add(Field, "is no object; allowed is an object with one of path, upload_id, git or files.");
            return;
        }

        var fields = source.EnumerateObject().Select(field => field.Name).ToArray();
        foreach (var unknown in fields.Except(Forms, StringComparer.Ordinal))
        {
            errors.Add($"{Field}.{unknown}", "is unknown; allowed is one of path, upload_id, git or files.");
        }

        if (fields.Intersect(Forms, StringComparer.Ordinal).Count() != 1)
        {
            errors.Add(Field, "must have exactly one of path, upload_id, git or files.");
            return;
        }

        CheckText(source, "path", Field, errors);
        CheckText(source, "upload_id", Field, errors);
        if (source.TryGetProperty("git", out var git))
        {
            CheckGit(git, $"{Field}.git", errors);
        }

        if (source.TryGetProperty("files", out var files))
        {
            CheckFiles(files, $"{Field}.files", errors);
        }
    }

    /// <summary>Reads a source that <see cref="Check"/> found nothing wrong with.</summary>
    public static SourceReference Parse(JsonElement input)
    {
        var source = input.GetProperty("source");
        return new SourceReference(
            TextOf(source, "path"),
            TextOf(source, "upload_id"),
            source.TryGetProperty("git", out var git) ? new GitReference(new Uri(TextOf(git, "url")!), TextOf(git, "ref")) : null,
            source.TryGetProperty("files", out var files)
                ? [.. files.EnumerateArray().Select(file => new InlineFile(TextOf(file, "path")!, TextOf(file, "content")!))]
                : null);
    }

    /// <summary>Whether a name can be one of a tree: relative, with slashes, and staying below where it starts.</summary>
    public static bool IsTreePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length is > 0 and <= 1000
            && !path.AsSpan().ContainsAny('\\', '\0')
            && !path.Any(char.IsControl)
            && path.Split('/') is var parts
            && parts.All(part => part is not ("" or "." or "..") && part.Length <= 255)
            && !(parts[0].Length >= 2 && parts[0][1] == ':');
    }

    private static void CheckGit(JsonElement git, string field, FieldErrors errors)
    {
        if (git.ValueKind != JsonValueKind.Object)
        {
            errors.Add(field, "is no object; allowed is an object with url and, if wanted, ref.");
            return;
        }

        foreach (var unknown in git.EnumerateObject().Where(entry => entry.Name is not ("url" or "ref")))
        {
            errors.Add($"{field}.{unknown.Name}", "is unknown; allowed are url and ref.");
        }

        if (!Uri.TryCreate(TextOf(git, "url"), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
        {
            errors.Add($"{field}.url", "allowed is an absolute https or http URL without user or password.");
        }

        if (git.TryGetProperty("ref", out var reference)
            && (reference.ValueKind != JsonValueKind.String || !RefPattern().IsMatch(reference.GetString()!) || reference.GetString()!.Contains("..", StringComparison.Ordinal)))
        {
            errors.Add($"{field}.ref", "allowed is the name of a branch or tag, or a full commit hash.");
        }
    }

    private static void CheckFiles(JsonElement files, string field, FieldErrors errors)
    {
        if (files.ValueKind != JsonValueKind.Array || files.GetArrayLength() is 0 or > MostFiles)
        {
            errors.Add(field, $"allowed is a list of 1 to {MostFiles} objects with path and content.");
            return;
        }

        var paths = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var file in files.EnumerateArray())
        {
            var at = $"{field}[{i++}]";
            if (file.ValueKind != JsonValueKind.Object || file.EnumerateObject().Any(entry => entry.Name is not ("path" or "content")))
            {
                errors.Add(at, "allowed is an object with path and content.");
            }
            else if (TextOf(file, "path") is not { } path || !IsTreePath(path))
            {
                errors.Add($"{at}.path", "allowed is a relative path with slashes that does not lead upwards.");
            }
            else if (!paths.Add(path))
            {
                errors.Add($"{at}.path", $"is '{path}', which is there already.");
            }
            else if (TextOf(file, "content") is null)
            {
                errors.Add($"{at}.content", "is missing or no text.");
            }
        }
    }

    private static void CheckText(JsonElement source, string name, string field, FieldErrors errors)
    {
        if (source.TryGetProperty(name, out var value) && (value.ValueKind != JsonValueKind.String || value.GetString()!.Length is 0 or > 1000))
        {
            errors.Add($"{field}.{name}", "allowed is a text of 1 to 1000 characters.");
        }
    }

    private static string? TextOf(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    // Nothing that git could take for an option or a range.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$")]
    private static partial Regex RefPattern();
}
