using System.Text;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Countersign.Server.Tests;

public sealed class AppServiceCallerSourceTests
{
    private const string Principal = """
        {
          "auth_typ": "aad",
          "name_typ": "preferred_username",
          "role_typ": "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
          "claims": [
            {"typ": "name", "val": "Ada L."},
            {"typ": "preferred_username", "val": "ada@example.org"},
            {"typ": "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "val": "approver"},
            {"typ": "roles", "val": "agent"},
            {"typ": "roles", "val": "owner of everything"},
            {"typ": "groups", "val": "admin"}
          ]
        }
        """;

    [Fact]
    public void Identify_TakesNameAndKnownRolesFromThePrincipal()
    {
        var (caller, refusal) = Identify(Encode(Principal));

        Assert.Null(refusal);
        Assert.Equal(("ada@example.org", "user:ada@example.org"), (caller!.User, caller.Actor));
        Assert.Equal([Roles.Approver, Roles.Agent], caller.Roles);
        Assert.False(caller.IsAdmin);
    }

    [Fact]
    public void Identify_TakesTheNameHeaderFirst()
    {
        var (caller, _) = Identify(Encode(Principal), name: "ada");

        Assert.Equal("ada", caller!.User);
    }

    [Fact]
    public void Identify_WithoutRoleClaims_IsAUser()
    {
        var (caller, _) = Identify(Encode("""{"claims":[{"typ":"name","val":"bo"}]}"""));

        Assert.Equal(("bo", Roles.User), (caller!.User, Assert.Single(caller.Roles)));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "ada")]
    [InlineData("", "ada")]
    [InlineData("not base64!", "ada")]
    [InlineData("bm90IGpzb24=", "ada")]
    [InlineData("W10=", "ada")]
    [InlineData("e30=", null)]
    [InlineData("e30=", " ")]
    [InlineData("eyJjbGFpbXMiOlsxLHsidHlwIjoibmFtZSJ9XX0=", null)]
    public void Identify_WithoutAWholePrincipal_RecognisesNobody(string? principal, string? name)
    {
        var (caller, refusal) = Identify(principal, name);

        Assert.Null(caller);
        Assert.Equal((401, "unauthenticated"), (refusal!.Status, refusal.Code));
    }

    [Theory]
    [InlineData("https://jobs.example.org", true)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("https://jobs.example.org.elsewhere.example", false)]
    [InlineData("null", false)]
    public void Identify_AnswersOnlyItsOwnPages(string origin, bool allowed)
    {
        var (caller, refusal) = Identify(Encode(Principal), origin: origin);

        Assert.Equal((allowed, allowed ? null : 403), (caller is not null, refusal?.Status));
    }

    private static (Caller? Caller, Refusal? Refusal) Identify(string? principal, string? name = null, string? origin = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("jobs.example.org");
        request.Headers["X-MS-CLIENT-PRINCIPAL"] = principal;
        request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = name;
        request.Headers.Origin = origin;
        return new AppServiceCallerSource(new CrossOrigin(new CrossOriginOptions())).IdentifyAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
