using System.Globalization;
using System.IO.Enumeration;
using Xunit;

namespace Countersign.Kinds.Tests.StorageCleanup;

/// <summary>Random trees, ages, rules and drift against the plainest model there is.</summary>
public sealed class CleanupPropertyTests
{
    private static readonly string[] Names = ["a.log", "b.log", "c.txt", ".hidden", "ü 1.log", "x[1].gz", "y\"q\".log", "new\nline.txt"];
    private static readonly string[] Folders = ["", "", "one/", "one/two/", "three/"];

    public static TheoryData<int, bool> Seeds => new(
        from seed in Enumerable.Range(1, 60)
        from usesDescriptors in OperatingSystem.IsLinux() ? new[] { true, false } : [false]
        select (seed, usesDescriptors));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Cleanup_RemovesWhatTheRulesPick_ExceptWhatDrifted(int seed, bool usesDescriptors)
    {
        var random = new Random(seed);
        using var run = new CleanupRun(usesDescriptors);
        var files = new Dictionary<string, (double Days, int Size)>(StringComparer.Ordinal);
        for (var i = random.Next(40); i > 0; i--)
        {
            var name = Folders[random.Next(Folders.Length)] + random.Next(3) + Names[random.Next(Names.Length)];
            files[name] = (random.Next(1, 200) / 10.0, random.Next(20));
            run.Write(name, files[name].Days, files[name].Size);
        }

        var (days, bytes, suffix, keep) = (Maybe(random, random.Next(20)), Maybe(random, random.Next(20)), Maybe(random, ".log"), Maybe(random, random.Next(1, 6)));
        var rules = Rules(days, bytes, suffix, keep ?? (days is null && bytes is null && suffix is null ? 2 : null));
        keep ??= days is null && bytes is null && suffix is null ? 2 : null;
        var expected = files
            .Where(file => (days is null || file.Value.Days > days) && (bytes is null || file.Value.Size > bytes) && (suffix is null || FileSystemName.MatchesSimpleExpression("*" + suffix, file.Key, ignoreCase: false)))
            .OrderBy(file => file.Value.Days).ThenBy(file => file.Key, StringComparer.Ordinal)
            .Skip(keep ?? 0)
            .Select(file => file.Key)
            .ToHashSet(StringComparer.Ordinal);

        var plan = await run.PlanAsync(rules);
        Assert.Equal(expected.Order(StringComparer.Ordinal), CleanupRun.Named(plan));

        var drifted = expected.Where(_ => random.Next(4) == 0).ToDictionary(name => name, name => Drift(run, name, random), StringComparer.Ordinal);
        var result = await run.ExecuteAsync(rules);

        var outcomes = CleanupRun.Outcomes(result);
        Assert.Equal(expected.Count, outcomes.Count);
        Assert.All(outcomes, item => Assert.Equal(drifted.GetValueOrDefault(item.Key, "deleted"), item.Value));
        Assert.Equal(
            files.Keys.Where(name => !expected.Contains(name) || drifted.GetValueOrDefault(name, "gone") != "gone").Order(StringComparer.Ordinal),
            run.Files());
        Assert.Equal(expected.Where(name => !drifted.ContainsKey(name)).Sum(name => files[name].Size), result.GetProperty("bytes_freed").GetInt64());
        Assert.True(File.Exists(Path.Combine(run.Outside, "victim")) || drifted.Values.All(outcome => outcome != "not_a_file"));
    }

    private static int? Maybe(Random random, int value) => random.Next(2) == 0 ? value : null;

    private static string? Maybe(Random random, string value) => random.Next(2) == 0 ? value : null;

    private static string Rules(int? days, int? bytes, string? suffix, int? keep) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"older_than_days":{{Json(days)}},"larger_than_bytes":{{Json(bytes)}},"keep_last":{{Json(keep)}},"pattern":{{(suffix is null ? "null" : $"\"*{suffix}\"")}}}""");

    private static string Json(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";

    /// <summary>Changes a file behind the plan's back and says what that has to come to.</summary>
    private static string Drift(CleanupRun run, string name, Random random)
    {
        var path = run.PathOf(name);
        switch (random.Next(4))
        {
            case 0:
                File.AppendAllText(path, "x");
                return "changed";
            case 1:
                File.SetLastWriteTimeUtc(path, run.Clock.GetUtcNow().AddMinutes(1).UtcDateTime);
                return "changed";
            case 2:
                File.Delete(path);
                return "gone";
            default:
                File.Delete(path);
                var victim = Path.Combine(run.Outside, "victim");
                File.WriteAllText(victim, "precious");
                File.CreateSymbolicLink(path, victim);
                return "not_a_file";
        }
    }
}
