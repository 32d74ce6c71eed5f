using Countersign.Kinds.CodeAnalysis.Tests.CSharp;
using Xunit;

namespace Countersign.Kinds.CodeAnalysis.Tests.Neutral;

/// <summary>Every secret here is made up while the test runs, so that no copy of this file holds anything like one.</summary>
public sealed class SecretTests
{
    private const string Random = "q7Zt9Kx2Lm4Vb8Nc5Rd1Wf6Yh3Gj0Ps";

    public static TheoryData<string, string> Secrets => new()
    {
        { "a.cs", $"var id = \"{"AK" + "IA"}{Upper(16)}\";" },
        { "a.py", $"token = '{"gh" + "p_"}{Text(36)}'" },
        { "a.js", $"const key = '{"sk" + "_live_"}{Text(24)}'" },
        { "settings.json", $"{{ \"Storage\": \"AccountName=a;{"Account" + "Key"}={Text(86)}==\" }}" },
        { "key.pem", $"{"-----BEGIN RSA "}{"PRIVATE KEY-----"}\n{Text(64)}\n" },
        { "a.cs", $"const string ClientSecret = \"{Random}\";" },
        { ".env", $"API_KEY={Random}" },
        { "config.yml", $"password: \"{Random}\"" },
    };

    public static TheoryData<string, string> Harmless => new()
    {
        { "a.cs", "const string ClientSecret = \"your-client-secret-goes-here-1a2b3c\";" },
        { "a.cs", "options.TokenEndpoint = \"https://login.example.org/oauth2/v2.0/token\";" },
        { "a.cs", "public const string AccessTokenSettingName = \"Countersign:Auth:AccessTokenLifetime2\";" },
        { "a.cs", "var passwordResetToken = GeneratePasswordResetTokenAsync(user1);" },
        { "a.cs", $"var head = \"{"-----BEGIN "}{"PRIVATE KEY-----"}\"; if (pem.StartsWith(head)) return;" },
        { "a.cs", "const string Token = \"0f8fad5b-d9cb-469f-a165-70867728950e\";" },
        { "a.json", "{ \"apiKey\": \"${API_KEY_FROM_ENVIRONMENT_1}\", \"secretName\": \"kv-production-secret-01\" }" },
        { "config.yml", "token: ${{ secrets.GITHUB_TOKEN_1234567 }}" },
        { "package-lock.json", $"{{ \"token\": \"{Random}\", \"integrity\": \"sha512-{Text(86)}==\" }}" },
        { "a.cs", $"var id = \"{"AK" + "IA"}IOSFODNN7EXAMPLE\";" },
        { "a.cs", "var token = cancellationTokenSource2.Token; var keyword1 = SyntaxKind.PrivateKeyword1;" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task Secret_IsFoundAndNotTold(string path, string content)
    {
        using var source = new SourceFolder((path, content));
        var run = new AnalysisRun(source);

        var result = await run.RunAsync();

        var issue = Assert.Single(result.GetProperty("security_issues").EnumerateArray());
        Assert.Contains("secret", issue.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.All(run.Artifacts.Saved.Values, file => Assert.DoesNotContain(Random[..8], System.Text.Encoding.UTF8.GetString(file.Bytes), StringComparison.Ordinal));
        Assert.DoesNotContain(Random[..8], result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task WhatLooksLikeASecret_IsNone(string path, string content)
    {
        using var source = new SourceFolder((path, content));

        var result = await new AnalysisRun(source).RunAsync();

        Assert.Empty(result.GetProperty("security_issues").EnumerateArray().Select(issue => issue.ToString()));
    }

    [Fact]
    public async Task Secret_InTests_WeighsLess()
    {
        using var source = new SourceFolder(("tests/a.cs", $"var id = \"{"AK" + "IA"}{Upper(16)}\";"));

        var result = await new AnalysisRun(source).RunAsync(CSharpRuleTests.Only("any.secret"));

        Assert.Equal("medium", Assert.Single(CSharpRuleTests.AllOf(result)).GetProperty("severity").GetString());
    }

    private static string Text(int length) => string.Concat(Enumerable.Repeat(Random + "aB3xE9", 3))[..length];

    private static string Upper(int length) => "Q7ZT9KX2LM4VB8NC5RD1"[..length];
}
