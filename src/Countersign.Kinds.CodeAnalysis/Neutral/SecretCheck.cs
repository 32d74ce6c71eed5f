using System.Text.RegularExpressions;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Inventory;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Neutral;

/// <summary>
/// Looks for secrets: by the forms of known issuers, by private keys, and by values that look random where a name promises a
/// secret. Findings never hold the secret.
/// </summary>
internal static partial class SecretCheck
{
    // What a program wrote is full of digests.
    private static readonly string[] DigestFiles = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "packages.lock.json", "Cargo.lock", "go.sum", "poetry.lock", "composer.lock", "uv.lock", ".svg", ".map"];
    private const int LongestLine = 20_000;

    // The storage emulator's key, the same everywhere and published by its makers: Base64 of 64 bytes that begin so.
    private const string EmulatorKey = "Eby8vdM02xNOcqFl";

    public static void Check(TextFile file, FindingSink sink)
    {
        if (DigestFiles.Any(end => file.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        for (var i = 0; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i];
            if (line.Length is 0 or > LongestLine)
            {
                continue;
            }

            if (!CheckKnown(file, line, i, sink) && !CheckPrivateKey(file, i, sink))
            {
                CheckAssignment(file, line, i, sink);
            }
        }
    }

    private static bool CheckKnown(TextFile file, string line, int index, FindingSink sink)
    {
        foreach (var pattern in SecretPatterns.All)
        {
            if (!pattern.Marks.Any(mark => line.Contains(mark, StringComparison.Ordinal)) || pattern.Regex.Match(line) is not { Success: true } match)
            {
                continue;
            }

            var secret = match.Groups[1];
            if (!SecretLiteral.IsPlaceholder(secret.Value) && !secret.Value.StartsWith(EmulatorKey, StringComparison.Ordinal))
            {
                Add(file, NeutralRules.Secret, index, secret.Index, $"{pattern.Name}, {secret.Length} characters beginning with '{secret.Value[..4]}'", sink);
            }

            return true;
        }

        return false;
    }

    private static bool CheckPrivateKey(TextFile file, int index, FindingSink sink)
    {
        var line = file.Lines[index];
        if (!line.Contains("PRIVATE KEY-----", StringComparison.Ordinal) || KeyHead().Match(line) is not { Success: true } head)
        {
            return false;
        }

        // Code that only knows the words has no key after them, neither on the same line nor below.
        var rest = line[(head.Index + head.Length)..] + (index + 1 < file.Lines.Length ? " " + file.Lines[index + 1] : "");
        var body = KeyBody().Match(rest);
        if (body.Success && !SecretLiteral.IsPlaceholder(body.Value))
        {
            Add(file, NeutralRules.Secret, index, head.Index, "A private key", sink);
        }

        return true;
    }

    private static void CheckAssignment(TextFile file, string line, int index, FindingSink sink)
    {
        if (!Promise().IsMatch(line))
        {
            return;
        }

        foreach (Match match in Assignment().Matches(line))
        {
            var value = match.Groups["quoted"] is { Success: true } quoted ? quoted : match.Groups["bare"];
            if (value.Success && !(match.Groups["bare"].Success && !HasBareValues(file)) && SecretLiteral.IsLikely(value.Value))
            {
                Add(
                    file, NeutralRules.PossibleSecret, index, value.Index,
                    $"'{match.Groups["name"].Value}' is given a random-looking text of {value.Length} characters", sink);
            }
        }
    }

    private static void Add(TextFile file, Rule rule, int index, int column, string message, FindingSink sink)
    {
        var isLess = file.File.IsTestOrSample;
        sink.Add(
            rule, file.Path, index + 1, message + (isLess ? "; in tests, samples or documentation." : "."), column + 1,
            severity: isLess ? (rule.Severity == Severity.Critical ? Severity.Medium : Severity.Low) : rule.Severity);
    }

    // In programs a value without quotes is a name.
    private static bool HasBareValues(TextFile file) => file.Language is null or { IsCode: false };

    [GeneratedRegex("-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----")]
    private static partial Regex KeyHead();

    [GeneratedRegex("[A-Za-z0-9+/]{40,}")]
    private static partial Regex KeyBody();

    [GeneratedRegex("secret|passw|token|api.?key|access.?key|account.?key|private.?key|credential", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Promise();

    [GeneratedRegex(
        """(?<name>[A-Za-z0-9_.-]{0,40}(?:secret|passw(?:or)?d|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|credential)[A-Za-z0-9_]{0,20})["']?\s{0,10}(?:=|:|:=|=>)\s{0,10}(?:@?["'`](?<quoted>[^"'`\s]{16,200})["'`]|(?<bare>[A-Za-z0-9+/_.~-]{16,200}={0,2})\s*$)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
