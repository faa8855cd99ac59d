using RewardHub.Tests.Databases;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
