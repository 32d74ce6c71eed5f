using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Cli.Api;
using Countersign.Contracts;

namespace Countersign.Cli.Run;

/// <summary>Makes a kind's input of the command's options.</summary>
internal static class JobInput
{
    private const string DiskInspect = "disk.inspect";

    /// <summary>Finds what is wrong with the options before anything is started or sent.</summary>
    /// <exception cref="UsageException">Something is.</exception>
    public static void Check(RunOptions options)
    {
        if (options.InputFile is not null && options.Image is not null)
        {
            throw new UsageException("--input and --image are both given; one of them names the input.");
        }

        if (options.InputFile is null && options.Image is null)
        {
            throw new UsageException(options.Kind == DiskInspect
                ? "disk.inspect needs --image FILE."
                : $"{options.Kind} needs --input FILE.json with its input; GET /api/capabilities has its schema.");
        }

        if (options.Image is not null && options.Kind != DiskInspect)
        {
            throw new UsageException($"--image belongs to {DiskInspect}; {options.Kind} takes --input FILE.json.");
        }

        foreach (var file in new[] { options.Image, options.InputFile }.Where(file => file is not (null or "-")))
        {
            if (!File.Exists(file))
            {
                throw new UsageException($"There is no file '{file}'.");
            }
        }

        if (options.InputFile == "-" && !options.Approve)
        {
            throw new UsageException("--input - reads standard input, so nobody can be asked; give --approve as well.");
        }
    }

    /// <summary>The input, with the image uploaded where the server cannot read it by its path.</summary>
    public static async Task<JsonElement> CreateAsync(RunOptions options, CountersignApi api, CancellationToken cancellationToken)
    {
        if (options.InputFile is { } file)
        {
            return await ReadAsync(file, cancellationToken);
        }

        var image = new JsonObject();
        if (options.Server is null && PathBelowHere(options.Image!) is { } path)
        {
            image["path"] = path;
        }
        else
        {
            image["upload_id"] = (await api.UploadAsync(options.Image!, cancellationToken)).UploadId;
        }

        if (options.Format is not null)
        {
            image["format"] = options.Format;
        }

        if (options.Checksum is not null)
        {
            image["checksum"] = options.Checksum;
        }

        return new JsonObject { ["image"] = image }.Deserialize(ContractsJson.Default.JsonElement);
    }

    /// <summary>The path relative to the working folder, which the server in this command may read; null when it lies elsewhere.</summary>
    private static string? PathBelowHere(string file)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal)
            ? null
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    private static async Task<JsonElement> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new UsageException($"'{file}' is not JSON: line {exception.LineNumber + 1}.");
        }
    }
}
