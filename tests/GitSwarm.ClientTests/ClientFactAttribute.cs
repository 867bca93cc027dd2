using GitSwarm.ClientTests.Clients;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>A test that runs real agent clients.</summary>
/// <remarks>Skipped with the reason where one is not installed; under <c>CI=true</c> it runs, and fails by itself.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientFactAttribute : FactAttribute
{
    private string? tool;

    /// <param name="clients">The clients it needs, as tests/tools/install-clients.sh names them.</param>
    public ClientFactAttribute(params string[] clients)
    {
        Clients = clients;
        var absent = clients.Where(client => !Installed.Has(client)).Select(client => $"{client} {Installed.Version(client)}").ToList();
        if (absent.Count > 0 && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"not installed: {string.Join(", ", absent)}; run tests/tools/install-clients.sh";
        }
    }

    /// <summary>A program it needs besides, as <see cref="TestTools"/> knows it.</summary>
    public string? Tool
    {
        get => tool;
        set
        {
            tool = value;
            if (Skip is null && value is not null && TestTools.Find(value) is null && Environment.GetEnvironmentVariable("CI") != "true")
            {
                Skip = TestTools.Absence(value);
            }
        }
    }

    /// <summary>The clients it needs.</summary>
    public IReadOnlyList<string> Clients { get; }
}
