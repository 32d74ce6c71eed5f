using System.Text;
using System.Text.Json;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Report;

/// <summary>
/// Holds the SARIF file to the rules of SARIF 2.1.0 that a viewer relies on: sections 3.13 (log), 3.14 (run), 3.19 (tool component),
/// 3.20 (invocation), 3.27 (result), 3.29 and 3.30 (places), 3.49 (rule).
/// </summary>
public sealed class SarifTests
{
    [Fact]
    public async Task Sarif_HoldsToTheStandard()
    {
        var block = string.Concat(Enumerable.Range(0, 14).Select(i => $"var value{i} = Compute({i});\n"));
        using var source = new SourceFolder(
            ("with space/ä.cs", "using System.Security.Cryptography; class C { object M() => MD5.Create(); } // TODO <b>"), ("a.js", block), ("b.js", block));
        var run = new AnalysisRun(source);

        await run.RunAsync();

        var (type, bytes) = run.Artifacts.Saved["analysis.sarif"];
        using var document = JsonDocument.Parse(bytes);
        var log = document.RootElement;
        Assert.Equal(("application/sarif+json", "2.1.0"), (type, log.GetProperty("version").GetString()));
        var single = Assert.Single(log.GetProperty("runs").EnumerateArray());
        var rules = single.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal(rules.Length, rules.Select(rule => rule.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(rules, rule => Assert.False(string.IsNullOrEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString())));
        Assert.Contains(rules, rule => rule.GetProperty("properties").GetProperty("tags").EnumerateArray().Any(tag => tag.GetString() == "external/cwe/cwe-328"));
        Assert.True(single.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        var results = single.GetProperty("results").EnumerateArray().ToArray();
        Assert.True(results.Length >= 4);
        Assert.All(results, result => CheckResult(result, rules));
        Assert.Contains(results, result => result.GetProperty("ruleId").GetString() == "csharp.weak-hash" && Uri(result) == "with%20space/%C3%A4.cs");
        Assert.Contains(results, result => result.TryGetProperty("relatedLocations", out var related) && related.GetArrayLength() == 1);
    }

    [Fact]
    public async Task Html_IsOnePageWithoutScriptsThatEscapesWhatItShows()
    {
        using var source = new SourceFolder(("a<b>.js", "// TODO <script>alert(1)</script>\n"));
        var run = new AnalysisRun(source);

        await run.RunAsync();

        var (type, bytes) = run.Artifacts.Saved["analysis.html"];
        var html = Encoding.UTF8.GetString(bytes);
        Assert.Equal("text/html; charset=utf-8", type);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
    }

    private static void CheckResult(JsonElement result, JsonElement[] rules)
    {
        Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Contains(result.GetProperty("level").GetString(), new[] { "none", "note", "warning", "error" });
        Assert.False(string.IsNullOrEmpty(result.GetProperty("message").GetProperty("text").GetString()));
        if (!result.TryGetProperty("locations", out var locations))
        {
            return;
        }

        var place = Assert.Single(locations.EnumerateArray()).GetProperty("physicalLocation");
        Assert.True(System.Uri.TryCreate(place.GetProperty("artifactLocation").GetProperty("uri").GetString(), UriKind.Relative, out _));
        if (place.TryGetProperty("region", out var region))
        {
            Assert.True(region.GetProperty("startLine").GetInt32() >= 1);
            Assert.True(!region.TryGetProperty("endLine", out var end) || end.GetInt32() >= region.GetProperty("startLine").GetInt32());
        }
    }

    private static string? Uri(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString();
}
