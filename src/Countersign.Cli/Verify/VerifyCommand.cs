using System.CommandLine;
using System.Text.Json;
using Countersign.Cli.Terminal;
using Countersign.Contracts;
using Countersign.Contracts.Proof;

namespace Countersign.Cli.Verify;

/// <summary><c>countersign verify</c>: checks a proof bundle without any server.</summary>
internal static class VerifyCommand
{
    private const int DeepestJson = 128;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A bundle from GET /api/jobs/ID/proof; - reads standard input." };
        var keys = new Option<string?>("--keys") { HelpName = "JWKS", Description = "A file with the server's keys, from GET /api/keys by a way that you trust. Without it the keys in the bundle are believed." };
        var artifacts = new Option<string?>("--artifacts") { HelpName = "FOLDER", Description = "Files of the job that were downloaded, under their names: each has to be one that a step saved, byte by byte." };
        var command = new Command("verify", "Check offline that what a job executed is exactly what was approved.") { file, keys, artifacts };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(file)!, parsed.GetValue(keys), parsed.GetValue(artifacts), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? keysFile, string? folder, CancellationToken cancellationToken)
    {
        var trusted = keysFile is null ? null : ReadKeys(await ReadAsync(keysFile, cancellationToken), keysFile);
        var verdict = ProofVerifier.Verify(Parse(await ReadAsync(file, cancellationToken), file), trusted);
        if (!verdict.IsProven)
        {
            Errors.Write([$"Not proven. {verdict.Statement}"]);
            return ExitCodes.NotProven;
        }

        var files = folder is null ? ((bool, string)?)null : await ArtifactFiles.CheckAsync(folder, verdict.Artifacts, cancellationToken);
        if (files is (false, var wrong))
        {
            Errors.Write([$"Not proven. {wrong}"]);
            return ExitCodes.NotProven;
        }

        Console.Out.WriteLine(SafeText.Clean(verdict.Statement));
        if (files is (true, var genuine))
        {
            Console.Out.WriteLine(SafeText.Clean(genuine));
        }

        Console.Out.WriteLine(trusted is null
            ? $"Signed with {string.Join(", ", verdict.KeyIds)}, which came with the bundle: compare it with the server's GET /api/keys, or give that with --keys."
            : $"Signed with {string.Join(", ", verdict.KeyIds)}, which is among the keys of {SafeText.Clean(keysFile!)}.");
        return ExitCodes.Completed;
    }

    private static JsonWebKeySet ReadKeys(byte[] json, string file)
    {
        try
        {
            var keys = JsonSerializer.Deserialize(json, ContractsJson.Default.JsonWebKeySet);
            return keys?.Keys is { Count: > 0 } ? keys : throw new UsageException($"'{file}' holds no keys; expected is the answer of GET /api/keys.");
        }
        catch (JsonException)
        {
            throw new UsageException($"'{file}' is no JSON Web Key Set; expected is the answer of GET /api/keys.");
        }
    }

    private static JsonElement Parse(byte[] json, string file)
    {
        try
        {
            return JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestJson });
        }
        catch (JsonException)
        {
            throw new UsageException($"'{file}' is no JSON; expected is the answer of GET /api/jobs/ID/proof.");
        }
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-")
            {
                return await File.ReadAllBytesAsync(file, cancellationToken);
            }

            using var input = new MemoryStream();
            await Console.OpenStandardInput().CopyToAsync(input, cancellationToken);
            return input.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be read: {exception.Message}");
        }
    }
}
