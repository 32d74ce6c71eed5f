using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Kinds.DiskInspect.Images;

namespace Countersign.Kinds.DiskInspect.Job;

/// <summary>Checks <c>{image: {path|upload_id, format?, checksum?}}</c> and lists every problem.</summary>
internal static class DiskInspectInputRules
{
    public const string Image = "image";
    public const string Path = "path";
    public const string UploadId = "upload_id";
    public const string Format = "format";
    public const string Checksum = "checksum";

    private static readonly string[] InputFields = [Image];
    private static readonly string[] ImageFields = [Path, UploadId, Format, Checksum];

    public static void Check(JsonElement input, FieldErrors errors)
    {
        if (input.ValueKind != JsonValueKind.Object)
        {
            errors.Add("input", $"is {Kind(input)}; allowed is an object with the field image.");
            return;
        }

        RefuseUnknown(input, "input", InputFields, errors);
        if (!input.TryGetProperty(Image, out var image))
            errors.Add("input.image", "is missing; allowed is an object with path or upload_id.");
        else if (image.ValueKind != JsonValueKind.Object)
            errors.Add("input.image", $"is {Kind(image)}; allowed is an object with path or upload_id.");
        else
            CheckImage(image, errors);
    }

    /// <summary>The format that a client's word means; null when there is none. QEMU calls VHD by the name of Virtual PC.</summary>
    public static string? FormatNamed(string word) =>
        word.ToLowerInvariant() switch
        {
            "vpc" => DiskImageFormats.Vhd,
            var name when DiskImageFormats.All.Contains(name) => name,
            _ => null,
        };

    private static void CheckImage(JsonElement image, FieldErrors errors)
    {
        RefuseUnknown(image, "input.image", ImageFields, errors);
        var path = Text(image, Path, errors);
        var upload = Text(image, UploadId, errors);
        if (!IsGiven(image, Path) && !IsGiven(image, UploadId))
            errors.Add("input.image", "names no bytes; allowed is exactly one of path and upload_id.");
        else if (IsGiven(image, Path) && IsGiven(image, UploadId))
            errors.Add("input.image", "has both path and upload_id; allowed is exactly one of them.");
        if (string.IsNullOrWhiteSpace(path) && path is not null)
            errors.Add("input.image.path", "is empty; allowed is a path below one of the configured roots.");
        if (string.IsNullOrWhiteSpace(upload) && upload is not null)
            errors.Add("input.image.upload_id", "is empty; allowed is the upload_id of an upload.");
        if (Text(image, Format, errors) is { } format && FormatNamed(format) is null)
            errors.Add("input.image.format", $"is '{format}'; allowed is {string.Join(", ", DiskImageFormats.All)}, or leave it out.");
        if (Text(image, Checksum, errors) is { } checksum && !Digest.IsValid(checksum.ToLowerInvariant()))
            errors.Add("input.image.checksum", $"is '{checksum}'; allowed is sha256: and 64 hex digits.");
    }

    private static bool IsGiven(JsonElement image, string field) =>
        image.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement image, string field, FieldErrors errors)
    {
        if (!IsGiven(image, field))
            return null;
        var value = image.GetProperty(field);
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        errors.Add($"input.image.{field}", $"is {Kind(value)}; allowed is a string.");
        return null;
    }

    private static void RefuseUnknown(JsonElement parent, string path, string[] known, FieldErrors errors)
    {
        foreach (var property in parent.EnumerateObject().Where(property => !known.Contains(property.Name)))
            errors.Add($"{path}.{property.Name}", $"is not a field of {path}; allowed are {string.Join(", ", known)}.");
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
