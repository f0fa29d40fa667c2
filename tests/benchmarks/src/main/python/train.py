"""The job of `./kindling train`, as a Python script does it."""

import torch

torch.manual_seed(0)
x = torch.arange(11, dtype=torch.float32).reshape(11, 1)
y = 2 * x + 1
model = torch.nn.Linear(1, 1)
criterion = torch.nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for epoch in range(100):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1}, loss {loss.item()}")
print(model.weight.item(), model.bias.item())
for row in zip(x.flatten().tolist(), y.flatten().tolist(), model(x).flatten().tolist()):
    print(*row)
