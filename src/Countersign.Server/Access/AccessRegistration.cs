using Countersign.Server.Access.Tokens;
using Countersign.Server.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countersign.Server.Access;

/// <summary>Who a host answers; it chooses one of these, or stays closed.</summary>
public static class AccessRegistration
{
    /// <summary>The most that an issuer's documents may have, in bytes.</summary>
    private const int MostOfAnIssuer = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Answers the person at this machine as administrator. For hosts that listen on loopback only.</summary>
    public static IServiceCollection AddLocalAccess(this IServiceCollection services) =>
        services.AddSingleton<ICallerSource, LocalCallerSource>();

    /// <summary>Answers whoever has an API key or a token.</summary>
    public static IServiceCollection AddTokenAccess(this IServiceCollection services) =>
        services.AddSingleton<ICallerSource>(provider => Tokens(provider, otherwise: null));

    /// <summary>
    /// Answers whoever has an API key or a token, where the configuration has turned that on; besides, whom App Service Authentication
    /// recognised; where neither is on, the person at the machine of a local run; anywhere else nobody.
    /// </summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="platform">What stands in front of the host.</param>
    /// <param name="takesTokens">Whether the configuration turns authentication on.</param>
    public static IServiceCollection AddPlatformAccess(this IServiceCollection services, HostingPlatform platform, bool takesTokens = false)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return (takesTokens, platform) switch
        {
            (true, { AuthenticatesCallers: true }) => services.AddSingleton<ICallerSource>(
                provider => Tokens(provider, new AppServiceCallerSource(provider.GetRequiredService<CrossOrigin>()))),
            (true, _) => services.AddTokenAccess(),
            (_, { AuthenticatesCallers: true }) => services.AddSingleton<ICallerSource, AppServiceCallerSource>(),
            (_, { IsLocalRun: true }) => services.AddLocalAccess(),
            _ => services,
        };
    }

    /// <summary>What every host has, whomever it answers.</summary>
    internal static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<CrossOrigin>()
        .AddSingleton<AnswerHeaders>()
        .AddSingleton<TokenKeys>()
        .AddSingleton<ApiKeys>()
        .AddSingleton(provider => new AccessTokens(provider.GetRequiredService<TokenKeys>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new StreamTickets(provider.GetRequiredService<TokenKeys>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<StreamCallers>()
        .AddSingleton<VerifiedTokens>()
        .AddSingleton(provider => new IssuerKeyCache(
            new IssuerDocuments(provider.GetRequiredService<AuthOptions>(), IssuerClient()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IssuerKeyCache>>()))
        .AddSingleton<ExternalTokens>();

    private static TokenCallerSource Tokens(IServiceProvider provider, ICallerSource? otherwise) => new(
        provider.GetRequiredService<ApiKeys>(),
        provider.GetRequiredService<AccessTokens>(),
        provider.GetRequiredService<ExternalTokens>(),
        provider.GetRequiredService<VerifiedTokens>(),
        otherwise);

    /// <summary>Follows no redirect: the operator named the issuer, and nobody else does.</summary>
    private static HttpClient IssuerClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MostOfAnIssuer,
        };
}
